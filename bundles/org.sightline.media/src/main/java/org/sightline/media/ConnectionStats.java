package org.sightline.media;

/**
 * A participant's connection, measured by the engine.
 *
 * @param packetsReceived RTP packets received and authenticated
 * @param packetsSent RTP packets sent to this participant
 * @param packetsLost RTP packets of this participant that never came, after retransmission
 * @param packetsRejected datagrams dropped because they were malformed or failed authentication
 * @param roundTripMillis the last measured round trip, or 0 when unknown
 * @param downlinkBitsPerSecond the estimated capacity towards this participant, or 0 when it was never reached
 */
public record ConnectionStats(
        long packetsReceived,
        long packetsSent,
        long packetsLost,
        long packetsRejected,
        int roundTripMillis,
        long downlinkBitsPerSecond) {

    public static final ConnectionStats NONE = new ConnectionStats(0, 0, 0, 0, 0, 0);
}
