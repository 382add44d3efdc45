package org.sightline.storage.internal;

import java.time.Duration;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;

/** Repeats an operation for some seconds, so that a backend can be replaced under it. */
final class Patience {
    private static final long PAUSE_MILLIS = 250;

    private final Backends backends;
    private final Duration limit;

    Patience(Backends backends, Duration limit) {
        this.backends = backends;
        this.limit = limit;
    }

    /** One try; throws what {@link #mayPass} says can pass, or what is final. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws StorageException;
    }

    <T> T run(Attempt<T> attempt) throws StorageException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long seen = backends.changes();
            try {
                return attempt.run();
            } catch (StorageException e) {
                if (!mayPass(e) || System.nanoTime() >= deadline || !pause(seen)) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayPass(StorageException failure) {
        return failure.reason() == Reason.NO_BACKEND || failure.reason() == Reason.TRY_AGAIN;
    }

    private boolean pause(long seen) {
        try {
            backends.awaitChange(seen, PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
