package org.sightline.media.webrtc.client;

import java.nio.charset.StandardCharsets;
import org.sightline.media.webrtc.rtp.Bytes;
import org.sightline.media.webrtc.rtp.Packet;
import org.sightline.media.webrtc.rtp.RetransmissionRing;
import org.sightline.media.webrtc.rtp.Rtp;

/** A stream that a client sends, with its history for retransmission. Guarded by the client's send lock. */
final class SentStream {
    private static final int RING = 512;
    private static final int EXTENSIONS_AT = 16;

    final int ssrc;
    final int retransmissionSsrc;
    private final byte[] mid;
    private final RetransmissionRing ring = new RetransmissionRing(RING);
    private final Packet out = new Packet();
    private int payloadType = -1;
    private int retransmissionType = -1;
    private int sequence;
    private int retransmissionSequence = 1;
    private long packets;
    private long octets;
    private int lastTimestamp;
    private long lastNanos;

    SentStream(String mid, int ssrc, int retransmissionSsrc, int firstSequence) {
        this.mid = mid.getBytes(StandardCharsets.US_ASCII);
        this.ssrc = ssrc;
        this.retransmissionSsrc = retransmissionSsrc;
        sequence = 0x10000 + firstSequence;
    }

    void negotiated(int payload, int retransmission) {
        payloadType = payload;
        retransmissionType = retransmission;
    }

    boolean isNegotiated() {
        return payloadType >= 0;
    }

    /** Composes the next packet; it may be encrypted in place. */
    Packet packet(byte[] payload, int offset, int length, int timestamp, boolean marker, int transportNumber) {
        int at = header(payloadType, ssrc, sequence, timestamp, marker, transportNumber);
        System.arraycopy(payload, offset, out.bytes(), at, length);
        out.wrap(out.bytes(), 0, at + length);
        ring.put(sequence++, out);
        packets++;
        octets += length;
        lastTimestamp = timestamp;
        lastNanos = System.nanoTime();
        return out;
    }

    /** Composes the retransmission of a packet (RFC 4588), or returns null if that is too old. */
    Packet retransmission(int sequence16, int transportNumber) {
        Packet stored = ring.get(sequence + (short) (sequence16 - sequence));
        if (stored == null || retransmissionType < 0) {
            return null;
        }
        int from = Rtp.headerLength(stored);
        int length = stored.length() - from;
        int at = header(
                retransmissionType,
                retransmissionSsrc,
                retransmissionSequence++,
                Rtp.timestamp(stored),
                Rtp.marker(stored),
                transportNumber);
        Bytes.put16(out.bytes(), at, sequence16);
        System.arraycopy(stored.bytes(), stored.offset() + from, out.bytes(), at + 2, length);
        return out.wrap(out.bytes(), 0, at + 2 + length);
    }

    private int header(int type, int stream, int number, int timestamp, boolean marker, int transportNumber) {
        byte[] bytes = out.bytes();
        bytes[0] = (byte) 0x90;
        bytes[1] = (byte) ((marker ? 0x80 : 0) | type);
        Bytes.put16(bytes, 2, number);
        Bytes.put32(bytes, 4, timestamp);
        Bytes.put32(bytes, 8, stream);
        int words = (3 + 1 + mid.length + 3) / 4;
        Bytes.put32(bytes, 12, 0xBEDE0000 | words);
        java.util.Arrays.fill(bytes, EXTENSIONS_AT, EXTENSIONS_AT + 4 * words, (byte) 0);
        bytes[EXTENSIONS_AT] = (byte) (OfferedSession.TRANSPORT_SEQUENCE_ID << 4 | 1);
        Bytes.put16(bytes, EXTENSIONS_AT + 1, transportNumber);
        bytes[EXTENSIONS_AT + 3] = (byte) (OfferedSession.MID_ID << 4 | mid.length - 1);
        System.arraycopy(mid, 0, bytes, EXTENSIONS_AT + 4, mid.length);
        return EXTENSIONS_AT + 4 * words;
    }

    long packets() {
        return packets;
    }

    long octets() {
        return octets;
    }

    /** The media time now, by the last packet's. */
    int timestampNow(int clockRate, long now) {
        return lastTimestamp + (int) ((now - lastNanos) / 1000 * (clockRate / 1000) / 1000);
    }
}
