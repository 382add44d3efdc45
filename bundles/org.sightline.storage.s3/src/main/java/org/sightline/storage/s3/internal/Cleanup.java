package org.sightline.storage.s3.internal;

import org.sightline.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tidying after a failure, which an interruption of the thread must not prevent. */
final class Cleanup {
    private static final Logger LOG = LoggerFactory.getLogger(Cleanup.class);

    private Cleanup() {}

    @FunctionalInterface
    interface Step<T> {
        T run() throws StorageException;
    }

    /** Does it even if the thread is interrupted, which it then still is. */
    static <T> T uninterrupted(Step<T> step) throws StorageException {
        boolean interrupted = Thread.interrupted();
        try {
            return step.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Does it as well as it can; what cannot be done now is found and done later. */
    static void attempt(String deed, Step<?> step) {
        try {
            uninterrupted(step);
        } catch (StorageException e) {
            LOG.debug("Cannot {} now", deed, e);
        }
    }
}
