package org.sightline.storage.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.util.function.UnaryOperator;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend;

/** Writes that count only when what the backend holds has been read back. */
public final class Verified {
    private Verified() {}

    /**
     * Stores and reads back.
     *
     * @param back what the stream that reads back goes through
     * @return the hash of what was stored
     * @throws StorageException as {@link StorageBackend#put}; {@code CORRUPT}, with the object erased, if the backend does
     *     not return what it was given
     */
    public static String put(
            StorageBackend backend, ObjectKey key, DigestInputStream in, long length, UnaryOperator<InputStream> back)
            throws StorageException, IOException {
        backend.put(key, in, length);
        String sha256 = Digests.hex(in);
        if (!holds(backend, key, length, sha256, back)) {
            backend.delete(key);
            throw new StorageException(
                    Reason.CORRUPT, backend.name() + " does not return what was stored as " + key.path());
        }
        return sha256;
    }

    /** Whether the backend holds exactly this under the key. */
    public static boolean holds(
            StorageBackend backend, ObjectKey key, long length, String sha256, UnaryOperator<InputStream> back)
            throws StorageException, IOException {
        if (backend.length(key).orElse(-1L) != length) {
            return false;
        }
        InputStream whole = new ResumingStream((from, count) -> backend.read(key, from, count), 0, length);
        try (DigestInputStream in = Digests.over(back.apply(whole))) {
            return sha256.equals(Digests.drain(in));
        }
    }
}
