package org.sightline.recording.internal.sealed;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** The keys of one sealed file, derived from its recording's data key. Close it to overwrite them. */
final class SealedKeys implements AutoCloseable {
    private static final byte[] EPOCH = "sightline sealed v1 epoch".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMITMENT = "sightline sealed v1 commitment".getBytes(StandardCharsets.US_ASCII);

    private final byte[] pseudoRandomKey;
    private final byte[] name;

    SealedKeys(byte[] dataKey, byte[] salt, SealedName name) {
        pseudoRandomKey = Hkdf.extract(salt, dataKey);
        this.name = name.bytes();
    }

    /** A value that only this key gives for this file: a file cannot be made to open under two keys. */
    byte[] commitment() {
        return Hkdf.expand(pseudoRandomKey, info(COMMITMENT, name), SealedFormat.COMMITMENT);
    }

    boolean commitmentIs(byte[] stated) {
        return MessageDigest.isEqual(commitment(), stated);
    }

    /**
     * The cipher of an epoch. Its salt is random, so that even a file put back to an earlier state, which an epoch's number
     * cannot tell, is never continued under a key that has been used.
     */
    RecordCipher epoch(int epoch, byte[] epochSalt) {
        byte[] number = ByteBuffer.allocate(4).putInt(epoch).array();
        byte[] key = Hkdf.expand(pseudoRandomKey, info(EPOCH, name, number, epochSalt), 32);
        try {
            return new RecordCipher(key, name, epoch);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private static byte[] info(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer info = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            info.put(part);
        }
        return info.array();
    }

    @Override
    public void close() {
        Arrays.fill(pseudoRandomKey, (byte) 0);
    }
}
