package org.sightline.recording;

import java.util.Objects;

/** A recording cannot be played or written. */
public final class RecordingException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String code;

    public RecordingException(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /**
     * Stable and machine-readable: {@code not-ready}, {@code storage-unavailable}, {@code key-unavailable},
     * {@code damaged}, {@code access-ended}, {@code checks-off}.
     */
    public String code() {
        return code;
    }
}
