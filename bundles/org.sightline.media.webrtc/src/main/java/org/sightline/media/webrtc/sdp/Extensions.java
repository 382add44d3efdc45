package org.sightline.media.webrtc.sdp;

/** The RTP header extensions that we use (RFC 8285). */
public final class Extensions {

    /** Transport-wide sequence number. */
    public static final String TRANSPORT_SEQUENCE =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    /** Send time, for receivers that estimate the bandwidth themselves. */
    public static final String SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

    /** Media identification (RFC 8843 §14). */
    public static final String MID = "urn:ietf:params:rtp-hdrext:sdes:mid";

    private Extensions() {}
}
