package org.sightline.keys;

import java.util.Arrays;
import java.util.Objects;

/** A data key in the clear, for as short as possible: close it to overwrite it. */
public final class DataKey implements AutoCloseable {
    private final byte[] bytes;
    private final WrappedKey wrapped;

    /** @param bytes 32 bytes; the data key takes ownership of the array */
    public DataKey(byte[] bytes, WrappedKey wrapped) {
        if (bytes.length != 32) {
            throw new IllegalArgumentException("a data key has 32 bytes");
        }
        this.bytes = bytes;
        this.wrapped = Objects.requireNonNull(wrapped, "wrapped");
    }

    /** A copy of the 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public WrappedKey wrapped() {
        return wrapped;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "DataKey[" + wrapped.provider() + "]";
    }
}
