package org.sightline.media.sfu.internal;

import org.sightline.media.webrtc.rtp.Packet;

/** A packet on its way through the inbound pipeline, with what its steps found out. Reused. */
final class InboundPacket {
    Packet packet;
    long arrivalNanos;
    IncomingTrack track;
    /** Whether it came on the retransmission stream. */
    boolean retransmitted;
    /** Length of header and header extensions. */
    int headerLength;
    /** The sequence number with its rollovers counted. */
    int sequence;

    void begin(Packet received, long now) {
        packet = received;
        arrivalNanos = now;
        track = null;
        retransmitted = false;
        headerLength = 0;
        sequence = 0;
    }

    int payloadLength() {
        return packet.length() - headerLength;
    }
}
