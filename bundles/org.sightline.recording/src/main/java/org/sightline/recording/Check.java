package org.sightline.recording;

import java.time.Instant;
import java.util.Objects;

/**
 * What the last verification of a stored recording found.
 *
 * @param intact whether every sealed record of every take is what was written
 * @param message one line of at most 500 characters: what was found
 */
public record Check(Instant at, boolean intact, String message) {
    /** The most characters of a message. */
    public static final int MOST_CHARACTERS = 500;

    public Check {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(message, "message");
        if (message.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("message: at most " + MOST_CHARACTERS + " characters");
        }
    }
}
