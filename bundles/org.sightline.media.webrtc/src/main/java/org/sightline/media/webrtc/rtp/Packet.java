package org.sightline.media.webrtc.rtp;

import java.util.Arrays;
import org.jitsi.utils.ByteArrayBuffer;

/** A reusable window on a byte array that holds one packet. Not thread-safe. */
public final class Packet implements ByteArrayBuffer {

    /** No datagram that we send or accept is longer. */
    public static final int MAX_BYTES = 1600;

    /** Room behind the longest packet for what encryption appends. */
    private static final int TRAILER_BYTES = 64;

    private byte[] bytes;
    private int offset;
    private int length;

    /** An empty packet with room for the longest datagram and its authentication tag. */
    public Packet() {
        this(new byte[MAX_BYTES + TRAILER_BYTES], 0, 0);
    }

    public Packet(byte[] bytes, int offset, int length) {
        wrap(bytes, offset, length);
    }

    /** Turns the window to other bytes. */
    public Packet wrap(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.offset = offset;
        this.length = length;
        return this;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public int u8(int at) {
        return bytes[offset + at] & 0xff;
    }

    public int u16(int at) {
        return Bytes.u16(bytes, offset + at);
    }

    public int i32(int at) {
        return Bytes.i32(bytes, offset + at);
    }

    public long u32(int at) {
        return Bytes.u32(bytes, offset + at);
    }

    public byte[] copy() {
        return Arrays.copyOfRange(bytes, offset, offset + length);
    }

    @Override
    public byte[] getBuffer() {
        return bytes;
    }

    @Override
    public int getOffset() {
        return offset;
    }

    @Override
    public int getLength() {
        return length;
    }

    @Override
    public void setLength(int length) {
        this.length = length;
    }

    @Override
    public void setOffset(int offset) {
        this.offset = offset;
    }

    @Override
    public void readRegionToBuff(int at, int count, byte[] target) {
        System.arraycopy(bytes, offset + at, target, 0, count);
    }

    @Override
    public void grow(int more) {
        if (offset + length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, offset + length + more);
        }
    }

    @Override
    public void append(byte[] data, int count) {
        grow(count);
        System.arraycopy(data, 0, bytes, offset + length, count);
        length += count;
    }

    @Override
    public void shrink(int less) {
        length -= less;
    }
}
