package org.sightline.calls.internal;

import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.sightline.media.MediaException;

/** Finds out why an asynchronous step failed. */
final class Failures {
    private Failures() {}

    /** The engine's own failure; empty if the step failed in a way that the engine does not promise. */
    static Optional<MediaException> media(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof MediaException media ? Optional.of(media) : Optional.empty();
    }
}
