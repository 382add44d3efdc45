package org.sightline.media.webrtc.rtp;

/** Reads transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). Not thread-safe. */
public final class TransportFeedback {
    private static final int MAX_STATUSES = 4000;

    private final byte[] symbols = new byte[MAX_STATUSES];

    /** Told of each packet reported on, in the order of their numbers. */
    public interface Visitor {

        void received(int sequence16, long arrivalMicros);

        void lost(int sequence16);
    }

    /** Reads the feedback as far as it is well-formed. */
    public void read(Packet packet, int at, int length, Visitor visitor) {
        int base = packet.u16(at + 12);
        int count = Math.min(packet.u16(at + 14), MAX_STATUSES);
        long arrival = (long) (packet.i32(at + 16) >>> 8) * 64_000;
        int end = at + length;
        int from = at + 20;
        int known = 0;
        while (known < count && from + 2 <= end) {
            known = chunk(packet.u16(from), known, count);
            from += 2;
        }
        for (int i = 0; i < known; i++) {
            int symbol = symbols[i];
            if (symbol == 1 || symbol == 2) {
                if (from + symbol > end) {
                    return;
                }
                arrival += 250L * (symbol == 1 ? packet.u8(from) : (short) packet.u16(from));
                from += symbol;
                visitor.received(base + i & 0xffff, arrival);
            } else {
                visitor.lost(base + i & 0xffff);
            }
        }
    }

    private int chunk(int chunk, int known, int count) {
        int to = known;
        if ((chunk & 0x8000) == 0) {
            byte symbol = (byte) (chunk >> 13 & 3);
            int stop = Math.min(count, to + (chunk & 0x1fff));
            while (to < stop) {
                symbols[to++] = symbol;
            }
        } else if ((chunk & 0x4000) == 0) {
            for (int bit = 13; bit >= 0 && to < count; bit--) {
                symbols[to++] = (byte) (chunk >> bit & 1);
            }
        } else {
            for (int bit = 12; bit >= 0 && to < count; bit -= 2) {
                symbols[to++] = (byte) (chunk >> bit & 3);
            }
        }
        return to;
    }
}
