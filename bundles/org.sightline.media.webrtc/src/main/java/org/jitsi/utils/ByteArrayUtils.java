package org.jitsi.utils;

/** Big-endian access to a {@link ByteArrayBuffer}. */
public final class ByteArrayUtils {
    private ByteArrayUtils() {}

    public static int readUint16(ByteArrayBuffer buffer, int offset) {
        byte[] bytes = buffer.getBuffer();
        int at = buffer.getOffset() + offset;
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    public static void writeUint16(ByteArrayBuffer buffer, int offset, int value) {
        byte[] bytes = buffer.getBuffer();
        int at = buffer.getOffset() + offset;
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    public static int readInt(ByteArrayBuffer buffer, int offset) {
        return readUint16(buffer, offset) << 16 | readUint16(buffer, offset + 2);
    }

    public static void writeInt(ByteArrayBuffer buffer, int offset, int value) {
        writeUint16(buffer, offset, value >>> 16);
        writeUint16(buffer, offset + 2, value);
    }
}
