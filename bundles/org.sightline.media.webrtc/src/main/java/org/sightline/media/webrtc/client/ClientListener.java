package org.sightline.media.webrtc.client;

import org.sightline.media.webrtc.rtp.Packet;

/** Told what a client receives, on the client's own thread: return soon. */
public interface ClientListener {

    /**
     * An RTP packet, decrypted, in the order of arrival, retransmissions restored.
     *
     * @param mid the media section that it belongs to
     * @param packet valid until the method returns
     */
    default void packet(String mid, Packet packet) {}

    /**
     * A whole VP8 frame, in order.
     *
     * @param timestamp of 90 kHz
     */
    default void frame(String mid, byte[] frame, int timestamp, boolean keyframe) {}

    /** The other side asks for a keyframe of the video. */
    default void keyframeNeeded() {}

    /** The other side has closed the connection. */
    default void closed() {}
}
