package org.sightline.recording.internal.webm;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing buffer of EBML elements (RFC 8794). */
final class Ebml {
    private byte[] bytes;
    private int size;

    Ebml(int expected) {
        bytes = new byte[expected];
    }

    int size() {
        return size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The buffer itself; only the first {@link #size()} bytes count. */
    byte[] array() {
        return bytes;
    }

    void clear() {
        size = 0;
    }

    Ebml raw(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return this;
    }

    Ebml raw(int value) {
        ensure(1);
        bytes[size++] = (byte) value;
        return this;
    }

    /** The low {@code count} bytes of a value. */
    Ebml big(long value, int count) {
        ensure(count);
        for (int shift = (count - 1) * 8; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    Ebml id(int id) {
        return big(id, id >>> 24 != 0 ? 4 : id >>> 16 != 0 ? 3 : id >>> 8 != 0 ? 2 : 1);
    }

    /** A length in as few bytes as possible (RFC 8794 §4). */
    Ebml length(long length) {
        int count = 1;
        while (length >= (1L << 7 * count) - 1) {
            count++;
        }
        return big(length | 1L << 7 * count, count);
    }

    /** A length in eight bytes. */
    Ebml longLength(long length) {
        return big(length | 1L << 56, 8);
    }

    Ebml binary(int id, byte[] value) {
        return id(id).length(value.length).raw(value, 0, value.length);
    }

    Ebml text(int id, String value) {
        return binary(id, value.getBytes(StandardCharsets.UTF_8));
    }

    Ebml number(int id, long value) {
        int count = 1;
        while (count < 8 && value >>> 8 * count != 0) {
            count++;
        }
        return id(id).length(count).big(value, count);
    }

    /** A number in a field of fixed width. */
    Ebml number(int id, long value, int width) {
        return id(id).length(width).big(value, width);
    }

    Ebml real(int id, double value) {
        return number(id, Double.doubleToLongBits(value), 8);
    }

    Ebml element(int id, Ebml content) {
        return id(id).length(content.size).raw(content.bytes, 0, content.size);
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
