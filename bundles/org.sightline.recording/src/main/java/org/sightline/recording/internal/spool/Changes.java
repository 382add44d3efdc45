package org.sightline.recording.internal.spool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.storage.StoredObject;

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

    /** Its objects are where they belong. @throws IllegalStateException if the states allow no such move */
    public static Recording stored(Recording recording, Recording.Sidecar sidecar, Instant endedAt) {
        return sidecar(state(recording, RecordingState.STORED, recording.takes(), endedAt), Optional.of(sidecar), 0);
    }

    public static Recording sidecar(Recording recording, Recording.Sidecar sidecar) {
        return sidecar(recording, Optional.of(sidecar), 1);
    }

    private static Recording sidecar(Recording recording, Optional<Recording.Sidecar> sidecar, long versions) {
        return placed(recording, recording.region(), recording.key(), sidecar, recording.takes(), versions);
    }

    /** It lies in another region, under the key that holds there. */
    public static Recording moved(
            Recording recording, String region, WrappedKey key, Optional<Recording.Sidecar> sidecar, List<Take> takes) {
        return placed(recording, region, key, sidecar, takes, 1);
    }

    private static Recording placed(
            Recording recording,
            String region,
            WrappedKey key,
            Optional<Recording.Sidecar> sidecar,
            List<Take> takes,
            long versions) {
        return new Recording(
                recording.id(),
                recording.workspace(),
                recording.call(),
                recording.technician(),
                region,
                recording.state(),
                recording.startedAt(),
                recording.endedAt(),
                key,
                sidecar,
                takes,
                recording.pauses(),
                recording.check(),
                recording.version() + versions);
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

    /** The same take, lying there. */
    public static Take at(Take take, StoredObject object) {
        return new Take(
                take.number(),
                take.participant(),
                take.role(),
                take.mediaType(),
                take.startMillis(),
                take.durationMillis(),
                take.length(),
                take.sealedLength(),
                take.videoFrames(),
                take.audioPackets(),
                take.closed(),
                Optional.of(object));
    }
}
