package org.sightline.recording.internal.spool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;

/** The changes that a recording goes through; each makes its next version. */
public final class Changes {
    private Changes() {}

    public static Recording takes(Recording recording, List<Take> takes) {
        return next(recording, recording.state(), recording.endedAt(), takes, recording.pauses());
    }

    public static Recording pauses(Recording recording, List<Recording.Pause> pauses) {
        return next(recording, recording.state(), recording.endedAt(), recording.takes(), pauses);
    }

    public static Recording ended(Recording recording, Instant at, List<Recording.Pause> pauses) {
        return next(recording, recording.state(), Optional.of(at), recording.takes(), pauses);
    }

    /** @throws IllegalStateException if the states allow no such move */
    public static Recording state(Recording recording, RecordingState state, List<Take> takes, Instant endedAt) {
        if (!recording.state().mayBecome(state)) {
            throw new IllegalStateException(recording.id() + " cannot become " + state + ": " + recording.state());
        }
        return next(recording, state, Optional.of(recording.endedAt().orElse(endedAt)), takes, recording.pauses());
    }

    private static Recording next(
            Recording recording,
            RecordingState state,
            Optional<Instant> endedAt,
            List<Take> takes,
            List<Recording.Pause> pauses) {
        return new Recording(
                recording.id(),
                recording.workspace(),
                recording.call(),
                recording.technician(),
                recording.region(),
                state,
                recording.startedAt(),
                endedAt,
                recording.key(),
                recording.sidecar(),
                takes,
                pauses,
                recording.check(),
                recording.version() + 1);
    }
}
