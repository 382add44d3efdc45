package org.sightline.audit;

/** The audit log cannot be written or read. */
public final class AuditException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message what cannot be done */
    public AuditException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Stable code: {@code audit-unavailable}. */
    public String code() {
        return "audit-unavailable";
    }
}
