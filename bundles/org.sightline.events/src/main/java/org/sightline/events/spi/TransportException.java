package org.sightline.events.spi;

import java.util.Objects;

/** The transport cannot do it now, or not as configured. */
public final class TransportException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Who can do something about it. */
    public enum Reason {
        TRY_AGAIN,
        YOUR_SETTINGS,
        OURS
    }

    private final Reason reason;

    public TransportException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }
}
