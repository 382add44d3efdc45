package org.sightline.recording.internal.sealed;

import java.io.IOException;
import java.util.Objects;

/** A sealed file is not what was written. */
public final class SealedException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The file ends before its end. */
        TRUNCATED,
        /** Bytes were changed, reordered, swapped, added or taken out. */
        ALTERED,
        /** The key is another one, or the file is of another recording or take. */
        WRONG_KEY,
        /** It is no sealed file of a version known here. */
        NOT_SEALED
    }

    private final Reason reason;

    SealedException(Reason reason, String message) {
        this(reason, message, null);
    }

    SealedException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
