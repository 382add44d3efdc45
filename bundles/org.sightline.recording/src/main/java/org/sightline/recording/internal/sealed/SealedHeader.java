package org.sightline.recording.internal.sealed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a sealed file's header and proves the key against it. */
final class SealedHeader {
    private SealedHeader() {}

    record Opened(byte[] salt, SealedKeys keys) {}

    /** The stream is left at the first record. */
    static Opened read(InputStream in, SealedName name, byte[] dataKey) throws IOException {
        byte[] bytes = in.readNBytes(SealedFormat.HEADER);
        if (bytes.length < SealedFormat.HEADER) {
            throw new SealedException(SealedException.Reason.TRUNCATED, "it ends within its header");
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        boolean known = header.getLong() == SealedFormat.FILE_MAGIC
                && header.getShort() == SealedFormat.VERSION
                && header.getShort() == 0;
        if (!known) {
            throw new SealedException(SealedException.Reason.NOT_SEALED, "not a sealed file of version 1");
        }
        int take = header.getInt();
        byte[] salt = new byte[SealedFormat.SALT];
        byte[] commitment = new byte[SealedFormat.COMMITMENT];
        header.get(salt).get(commitment);
        SealedKeys keys = new SealedKeys(dataKey, salt, name);
        if (take != name.take() || !keys.commitmentIs(commitment)) {
            keys.close();
            throw new SealedException(
                    SealedException.Reason.WRONG_KEY, "another key, another recording or another take");
        }
        return new Opened(salt, keys);
    }
}
