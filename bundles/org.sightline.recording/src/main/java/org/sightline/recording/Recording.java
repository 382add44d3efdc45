package org.sightline.recording;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sightline.calls.CallId;
import org.sightline.keys.WrappedKey;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/**
 * A recorded call: a timeline of takes.
 *
 * @param technician who held the call
 * @param region where it is kept
 * @param key the wrapped data key of its takes
 * @param pauses {@code from} and {@code to} of each pause in the timeline, in milliseconds
 * @param version counts the changes: a store refuses to overwrite a newer version
 */
public record Recording(
        RecordingId id,
        WorkspaceId workspace,
        CallId call,
        UserId technician,
        String region,
        RecordingState state,
        Instant startedAt,
        Optional<Instant> endedAt,
        WrappedKey key,
        List<Take> takes,
        List<Pause> pauses,
        long version) {
    public Recording {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(workspace, "workspace");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(technician, "technician");
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(endedAt, "endedAt");
        Objects.requireNonNull(key, "key");
        takes = List.copyOf(takes);
        pauses = List.copyOf(pauses);
    }

    /** The end of the last take in the timeline. */
    public long durationMillis() {
        return takes.stream()
                .mapToLong(take -> take.startMillis() + take.durationMillis())
                .max()
                .orElse(0);
    }

    /** A stretch of the timeline in which nothing was recorded. */
    public record Pause(long fromMillis, long toMillis) {}
}
