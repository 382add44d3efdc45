package org.sightline.media.webrtc.client;

/**
 * What a client has sent and received so far.
 *
 * @param packetsLost never received, after retransmission
 * @param connectMillis from the call of {@code connect} until media could flow, or -1
 * @param firstFrameMillis from the call of {@code connect} until the first whole video frame, or -1
 * @param roundTripMillis of the last connectivity check, or -1
 * @param bitRateLimit what the other side last asked the video to keep to, in bit/s, or 0
 */
public record ClientStats(
        long packetsSent,
        long packetsReceived,
        long packetsRecovered,
        long packetsLost,
        long framesReceived,
        long keyframeRequests,
        long retransmissionsSent,
        int connectMillis,
        int firstFrameMillis,
        int roundTripMillis,
        long bitRateLimit) {}
