package org.sightline.tenancy;

import java.util.Objects;

/** A request about workspaces, users or sessions cannot be fulfilled; nothing has changed. */
public class TenancyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    /** @param message one line for a person, without anything that was typed */
    public TenancyException(String code, String message) {
        super(message);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * Stable and machine-readable: {@code no-such-workspace}, {@code workspace-exists}, {@code no-such-user},
     * {@code user-exists}, {@code wrong-credentials}, {@code login-throttled}, {@code password-too-weak},
     * {@code last-administrator}, {@code totp-required}, {@code totp-wrong}, {@code totp-enabled}, {@code totp-off},
     * {@code key-unavailable}, {@code key-destroyed}, {@code damaged}, or {@code invalid-<field>}.
     */
    public String code() {
        return code;
    }
}
