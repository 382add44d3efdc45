package org.sightline.media.webrtc.rtp;

/** Composes one compound RTCP packet at a time in a reused array. Not thread-safe. */
public final class RtcpWriter {
    private final Packet packet = new Packet();
    private int length;

    /** Drops what was written. */
    public RtcpWriter clear() {
        length = 0;
        return this;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** What was written, in an array with room for encryption; valid until the next write. */
    public Packet packet() {
        return packet.wrap(packet.bytes(), 0, length);
    }

    /** RFC 3550 §6.4.1, without report blocks. */
    public RtcpWriter senderReport(int ssrc, long ntp, int rtpTimestamp, long packets, long octets) {
        int at = begin(28, 0, Rtcp.SENDER_REPORT, ssrc);
        Bytes.put64(packet.bytes(), at + 8, ntp);
        put(at + 16, rtpTimestamp);
        put(at + 20, (int) packets);
        put(at + 24, (int) octets);
        return this;
    }

    /** RFC 3550 §6.4.2: an empty report, which opens a compound packet. */
    public RtcpWriter receiverReport(int ssrc) {
        begin(8, 0, Rtcp.RECEIVER_REPORT, ssrc);
        return this;
    }

    /** RFC 3550 §6.4.2 with one block. */
    public RtcpWriter receiverReport(
            int ssrc, int source, int fraction, int lost, int highest, int jitter, int lastReport, int delay) {
        int at = begin(32, 1, Rtcp.RECEIVER_REPORT, ssrc);
        put(at + 8, source);
        put(at + 12, fraction << 24 | lost & 0xffffff);
        put(at + 16, highest);
        put(at + 20, jitter);
        put(at + 24, lastReport);
        put(at + 28, delay);
        return this;
    }

    /**
     * RFC 4585 §6.2.1.
     *
     * @param sequences ascending extended sequence numbers
     */
    public RtcpWriter nack(int ssrc, int source, int[] sequences, int count) {
        int at = begin(12, 1, Rtcp.TRANSPORT_FEEDBACK, ssrc);
        put(at + 8, source);
        int i = 0;
        while (i < count && length + 4 <= Packet.MAX_BYTES) {
            int first = sequences[i++];
            int mask = 0;
            while (i < count && sequences[i] - first <= 16) {
                mask |= 1 << sequences[i++] - first - 1;
            }
            put(length, first << 16 | mask);
            length += 4;
        }
        Bytes.put16(packet.bytes(), at + 2, (length - at) / 4 - 1);
        return this;
    }

    /** RFC 4585 §6.3.1. */
    public RtcpWriter keyframeNeeded(int ssrc, int source) {
        put(begin(12, 1, Rtcp.PAYLOAD_FEEDBACK, ssrc) + 8, source);
        return this;
    }

    /** Receiver-estimated maximum bit rate for one stream. */
    public RtcpWriter remb(int ssrc, int source, long bitsPerSecond) {
        int at = begin(24, 15, Rtcp.PAYLOAD_FEEDBACK, ssrc);
        int exponent = Math.max(0, 64 - Long.numberOfLeadingZeros(bitsPerSecond) - 18);
        put(at + 8, 0);
        put(at + 12, Rtcp.REMB);
        put(at + 16, 1 << 24 | exponent << 18 | (int) (bitsPerSecond >> exponent));
        put(at + 20, source);
        return this;
    }

    /** RFC 3550 §6.6. */
    public RtcpWriter bye(int ssrc) {
        begin(8, 1, Rtcp.BYE, ssrc);
        return this;
    }

    /** Starts a packet of {@code size} bytes and returns its position. */
    int begin(int size, int count, int type, int ssrc) {
        int at = length;
        packet.wrap(packet.bytes(), 0, at);
        packet.grow(size + 64);
        byte[] bytes = packet.bytes();
        bytes[at] = (byte) (0x80 | count);
        bytes[at + 1] = (byte) type;
        Bytes.put16(bytes, at + 2, size / 4 - 1);
        put(at + 4, ssrc);
        length += size;
        return at;
    }

    byte[] bytes() {
        return packet.bytes();
    }

    private void put(int at, int value) {
        Bytes.put32(packet.bytes(), at, value);
    }
}
