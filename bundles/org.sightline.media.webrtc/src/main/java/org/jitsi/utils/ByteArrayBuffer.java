package org.jitsi.utils;

/** A resizable window on a byte array, as jitsi-srtp transforms it in place. */
public interface ByteArrayBuffer {

    byte[] getBuffer();

    int getOffset();

    int getLength();

    void setLength(int length);

    void setOffset(int offset);

    /** Copies {@code length} bytes from {@code offset} in the window to the start of {@code target}. */
    void readRegionToBuff(int offset, int length, byte[] target);

    /** Makes room for {@code more} bytes behind the window without changing its length. */
    void grow(int more);

    void append(byte[] data, int length);

    void shrink(int less);
}
