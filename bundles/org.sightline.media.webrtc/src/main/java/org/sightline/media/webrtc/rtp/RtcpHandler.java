package org.sightline.media.webrtc.rtp;

/** Told what a compound RTCP packet says. */
public interface RtcpHandler {

    /** RFC 3550 §6.4.1. */
    default void senderReport(int ssrc, long ntp, int rtpTimestamp) {}

    /**
     * RFC 3550 §6.4.1.
     *
     * @param ssrc the stream reported on
     * @param fractionLost of 256
     * @param lastReport middle 32 bits of the NTP time of the last sender report received, or 0
     * @param delay since then in 1/65536 s
     */
    default void reportBlock(int ssrc, int fractionLost, int lastReport, long delay) {}

    /** One packet that is missed (RFC 4585 §6.2.1). */
    default void nack(int ssrc, int sequence) {}

    /** A keyframe is needed (RFC 4585 §6.3.1, RFC 5104 §4.3.1). */
    default void keyframeNeeded(int ssrc) {}

    /** Receiver-estimated maximum bit rate. */
    default void remb(long bitsPerSecond) {}

    /** Transport-wide feedback, to be read by {@link TransportFeedback}. */
    default void transportFeedback(Packet packet, int at, int length) {}

    /** RFC 3550 §6.6. */
    default void bye(int ssrc) {}
}
