package org.sightline.recording;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.sightline.calls.CallId;
import org.sightline.keys.WrappedKey;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/**
 * A recorded call: a timeline of takes.
 *
 * @param technician who held the call
 * @param region where it is kept, or will be when it is stored; all its objects lie there
 * @param key the wrapped data key of its takes
 * @param sidecar the copy of the wrapped key that lies beside the takes; empty until it is stored
 * @param pauses {@code from} and {@code to} of each pause in the timeline, in milliseconds
 * @param check what its last verification found; empty until there was one
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
        Optional<Sidecar> sidecar,
        List<Take> takes,
        List<Pause> pauses,
        Optional<Check> check,
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
        Objects.requireNonNull(sidecar, "sidecar");
        Objects.requireNonNull(check, "check");
        takes = List.copyOf(takes);
        pauses = List.copyOf(pauses);
        if (objects(sidecar, takes).anyMatch(object -> !object.region().equals(region))) {
            throw new IllegalArgumentException("an object of " + id + " does not lie in " + region);
        }
    }

    /** What of it is stored: its takes, then its sidecar. */
    public List<StoredObject> objects() {
        return objects(sidecar, takes).toList();
    }

    private static Stream<StoredObject> objects(Optional<Sidecar> sidecar, List<Take> takes) {
        return Stream.concat(
                takes.stream().flatMap(take -> take.object().stream()), sidecar.map(Sidecar::object).stream());
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

    /**
     * A stored copy of the wrapped key: with it and the workspace's key, the takes can be read without the database.
     *
     * @param keyProvider of the wrapped key that it holds
     * @param keyVersion of the wrapped key that it holds: an older one than the recording's until it is written anew
     */
    public record Sidecar(StoredObject object, String keyProvider, String keyVersion) {
        public Sidecar {
            Objects.requireNonNull(object, "object");
            Objects.requireNonNull(keyProvider, "keyProvider");
            Objects.requireNonNull(keyVersion, "keyVersion");
        }
    }
}
