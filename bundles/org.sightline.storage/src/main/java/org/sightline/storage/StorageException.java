package org.sightline.storage;

import java.util.Objects;

/** A storage operation failed; nothing partial is visible. */
public final class StorageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** What is wrong and who can do something about it. */
    public enum Reason {
        /** No backend of the region is ready. */
        NO_BACKEND,
        /** The backend failed for now; try again. */
        TRY_AGAIN,
        /** The backend's configuration is wrong; the message names it. */
        YOUR_SETTINGS,
        /** The backend is full. */
        FULL,
        NOT_FOUND,
        EXISTS,
        /** What was read is not what was written. */
        CORRUPT
    }

    private final Reason reason;

    public StorageException(Reason reason, String message) {
        this(reason, message, null);
    }

    public StorageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
