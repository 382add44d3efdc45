package org.sightline.media.webrtc.rtp;

/**
 * Notes when transport-wide numbered packets arrived and reports it to their sender
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). Not thread-safe.
 */
public final class ArrivalLog {
    private static final int CAPACITY = 512;
    /** The longest span of numbers in one report: its chunks and deltas fit one datagram. */
    private static final int MAX_SPAN = 450;

    private static final int TICK_MICROS = 250;
    private static final int REFERENCE_MICROS = 64_000;

    private final int[] sequences = new int[CAPACITY];
    private final long[] micros = new long[CAPACITY];
    private final byte[] symbols = new byte[MAX_SPAN];
    private final int[] deltas = new int[MAX_SPAN];
    private int count;
    private int last = -1;
    private int reports;

    /** Notes one arrival; when the log is full, the packet is reported as lost. */
    public void add(int sequence16, long arrivalMicros) {
        int sequence = last < 0 ? sequence16 + 0x10000 : last + (short) (sequence16 - last);
        last = Math.max(last, sequence);
        if (count == CAPACITY) {
            return;
        }
        int at = count++;
        while (at > 0 && sequences[at - 1] > sequence) {
            sequences[at] = sequences[at - 1];
            micros[at] = micros[at - 1];
            at--;
        }
        sequences[at] = sequence;
        micros[at] = arrivalMicros;
    }

    /** Whether a report is due because many packets have come. */
    public boolean isCrowded() {
        return count >= MAX_SPAN / 2;
    }

    /** Writes reports on what has come since the last call. */
    public void report(RtcpWriter writer, int ssrc, int source) {
        int from = 0;
        while (from < count) {
            from = reportFrom(from, writer, ssrc, source);
        }
        count = 0;
        last = last < 0 ? last : (last & 0xffff) + 0x10000; // no number ever overflows
    }

    private int reportFrom(int from, RtcpWriter writer, int ssrc, int source) {
        int base = sequences[from];
        int end = from;
        while (end < count && sequences[end] - base < MAX_SPAN) {
            end++;
        }
        int span = sequences[end - 1] - base + 1;
        java.util.Arrays.fill(symbols, 0, span, (byte) 0);
        long reference = Math.floorDiv(micros[from], (long) REFERENCE_MICROS);
        int deltaBytes = deltas(from, end, reference * REFERENCE_MICROS);
        int chunks = (span + 6) / 7;
        int size = 20 + 2 * chunks + deltaBytes;
        int padding = -size & 3;
        int at = writer.begin(size + padding, 15 | (padding > 0 ? 0x20 : 0), Rtcp.TRANSPORT_FEEDBACK, ssrc);
        byte[] bytes = writer.bytes();
        Bytes.put32(bytes, at + 8, source);
        Bytes.put16(bytes, at + 12, base);
        Bytes.put16(bytes, at + 14, span);
        Bytes.put32(bytes, at + 16, (int) reference << 8 | reports++ & 0xff);
        int to = at + 20;
        for (int chunk = 0; chunk < chunks; chunk++, to += 2) {
            int value = 0xC000;
            for (int i = 0; i < 7 && chunk * 7 + i < span; i++) {
                value |= symbols[chunk * 7 + i] << 12 - 2 * i;
            }
            Bytes.put16(bytes, to, value);
        }
        for (int i = 0; i < span; i++) {
            if (symbols[i] == 1) {
                bytes[to++] = (byte) deltas[i];
            } else if (symbols[i] == 2) {
                Bytes.put16(bytes, to, deltas[i]);
                to += 2;
            }
        }
        for (; to < at + size + padding; to++) {
            bytes[to] = (byte) padding;
        }
        return end;
    }

    /** Fills symbols and deltas of the packets of one report; returns the bytes that the deltas take. */
    private int deltas(int from, int end, long referenceMicros) {
        int bytes = 0;
        long previous = referenceMicros;
        for (int i = from; i < end; i++) {
            int at = sequences[i] - sequences[from];
            if (symbols[at] != 0) {
                continue;
            }
            long ticks = Math.floorDiv(micros[i] - previous + TICK_MICROS / 2, (long) TICK_MICROS);
            int delta = (int) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, ticks));
            previous += (long) delta * TICK_MICROS;
            deltas[at] = delta;
            symbols[at] = (byte) (delta >= 0 && delta <= 255 ? 1 : 2);
            bytes += symbols[at];
        }
        return bytes;
    }
}
