package org.sightline.calls;

import java.util.Objects;

/** A request about a call cannot be fulfilled; nothing has changed. */
public final class CallException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    public CallException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * Stable and machine-readable: {@code invitation-invalid} (unknown, foreign or revoked: not told apart),
     * {@code invitation-expired}, {@code call-ended}, {@code ticket-invalid}, {@code call-full}, {@code bad-offer},
     * {@code bad-candidate}, {@code bad-signal}, {@code media-unavailable}, {@code too-many-signals},
     * {@code audit-unavailable}, {@code not-a-user}.
     */
    public String code() {
        return code;
    }
}
