package org.sightline.keys;

import java.util.Objects;

/** A key operation failed. */
public final class KeysException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Who can do something about it. */
    public enum Reason {
        /** The provider does not answer or is not installed; try again. */
        UNAVAILABLE,
        /** The provider's configuration is wrong: passphrase, path, permissions. */
        YOUR_SETTINGS,
        /** The wrapped key is not this workspace's, not of this context, or was altered. */
        WRONG_KEY,
        /** The workspace's key has been destroyed. */
        DESTROYED
    }

    private final Reason reason;

    public KeysException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
