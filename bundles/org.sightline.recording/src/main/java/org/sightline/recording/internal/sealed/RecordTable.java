package org.sightline.recording.internal.sealed;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Type and length of each record of a file in order: where everything is. */
final class RecordTable {
    private static final int PER_INDEX_RECORD = SealedFormat.MAX_BODY / 4;

    private int[] entries = new int[256];
    private int size;
    private long end = SealedFormat.HEADER;

    void add(RecordType type, int length) {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, size * 2);
        }
        entries[size++] = type.code() << 24 | length;
        end += SealedFormat.OVERHEAD + (long) length;
    }

    int size() {
        return size;
    }

    /** The offset in the file after the last record. */
    long end() {
        return end;
    }

    RecordType type(int record) {
        return RecordType.of(entries[record] >>> 24).orElseThrow();
    }

    int length(int record) {
        return entries[record] & 0xffffff;
    }

    int indexRecords() {
        return (size + PER_INDEX_RECORD - 1) / PER_INDEX_RECORD;
    }

    /** The plaintext of an INDEX record. */
    byte[] index(int number) {
        int from = number * PER_INDEX_RECORD;
        int to = Math.min(size, from + PER_INDEX_RECORD);
        ByteBuffer plain = ByteBuffer.allocate((to - from) * 4);
        for (int i = from; i < to; i++) {
            plain.putInt(entries[i]);
        }
        return plain.array();
    }

    /** Adds what an INDEX record holds. */
    void addIndex(byte[] plain) throws SealedException {
        ByteBuffer in = ByteBuffer.wrap(plain);
        while (in.remaining() >= 4) {
            int entry = in.getInt();
            int length = entry & 0xffffff;
            RecordType type = RecordType.of(entry >>> 24)
                    .filter(known -> length <= SealedFormat.MAX_BODY)
                    .orElseThrow(() -> new SealedException(SealedException.Reason.ALTERED, "the index is malformed"));
            add(type, length);
        }
    }
}
