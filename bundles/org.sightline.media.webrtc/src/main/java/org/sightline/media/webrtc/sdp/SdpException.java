package org.sightline.media.webrtc.sdp;

/** A session description or candidate cannot be used. The message quotes none of it. */
public final class SdpException extends Exception {
    private static final long serialVersionUID = 1L;

    public SdpException(String message) {
        super(message);
    }
}
