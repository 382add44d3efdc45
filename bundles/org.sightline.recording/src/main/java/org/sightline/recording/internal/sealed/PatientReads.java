package org.sightline.recording.internal.sealed;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.LockSupport;

/** Overcomes trouble with a source, such as a backend that is being replaced, by asking again for a short while. */
final class PatientReads {
    private static final int ATTEMPTS = 4;
    private static final long PAUSE_NANOS = 100_000_000L;

    private PatientReads() {}

    /** Something that reads. */
    @FunctionalInterface
    interface Read<T> {
        T read() throws IOException;
    }

    /** The bytes. @throws SealedException {@code TRUNCATED} if there are fewer */
    static byte[] bytes(SealedSource source, long offset, int length) throws IOException {
        return patiently(() -> {
            try (InputStream in = source.read(offset, length)) {
                byte[] bytes = in.readNBytes(length);
                if (bytes.length < length) {
                    throw new SealedException(SealedException.Reason.TRUNCATED, "it ends too early");
                }
                return bytes;
            }
        });
    }

    /** Reads again when the source fails or ends too early, but not when what it gives was altered. */
    static <T> T patiently(Read<T> read) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return read.read();
            } catch (SealedException e) {
                if (e.reason() != SealedException.Reason.TRUNCATED || attempt == ATTEMPTS) {
                    throw e;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
            LockSupport.parkNanos(attempt * PAUSE_NANOS);
        }
    }
}
