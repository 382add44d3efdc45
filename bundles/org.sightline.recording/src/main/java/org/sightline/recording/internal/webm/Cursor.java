package org.sightline.recording.internal.webm;

/** Reads EBML from a buffer; beyond its end it reads zeros, which no valid element has. */
final class Cursor {
    private final byte[] bytes;
    private final int end;
    private int at;

    Cursor(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    int at() {
        return at;
    }

    void to(int position) {
        at = position;
    }

    private int next() {
        int value = at < end ? bytes[at] & 255 : 0;
        at++;
        return value;
    }

    int id() {
        int first = next();
        int count = Integer.numberOfLeadingZeros(first) - 24;
        int id = first;
        for (int i = 0; i < count && i < 3; i++) {
            id = id << 8 | next();
        }
        return id;
    }

    /** A length; -1 when it is unknown or malformed. */
    long length() {
        int first = next();
        int count = Integer.numberOfLeadingZeros(first) - 24;
        if (count > 7) {
            return -1;
        }
        long length = first & (0x7f >> count);
        boolean unknown = length == 0x7f >> count;
        for (int i = 0; i < count; i++) {
            int value = next();
            unknown &= value == 255;
            length = length << 8 | value;
        }
        return unknown ? -1 : length;
    }

    long number(int count) {
        long number = 0;
        for (int i = 0; i < Math.min(8, count); i++) {
            number = number << 8 | next();
        }
        return number;
    }
}
