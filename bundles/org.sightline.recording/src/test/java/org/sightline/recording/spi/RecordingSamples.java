package org.sightline.recording.spi;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.calls.CallId;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.events.Event;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StoredObject;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Recordings for the tests of stores. */
public final class RecordingSamples {
    public static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123Z");
    public static final String REGION = "ca-central-1";
    public static final String ELSEWHERE = "eu-central-1";
    public static final WrappedKey KEY = new WrappedKey("local", "1", "d3JhcHBlZA");

    private RecordingSamples() {}

    /** A recording that has just begun. */
    public static Recording fresh(WorkspaceId workspace, Instant startedAt) {
        return new Recording(
                RecordingId.fresh(),
                workspace,
                CallId.fresh(),
                UserId.fresh(),
                REGION,
                RecordingState.RECORDING,
                startedAt,
                Optional.empty(),
                KEY,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                0);
    }

    /** A recording of two takes, one of them stored, with everything that a row can hold. */
    public static Recording full(WorkspaceId workspace, Instant startedAt) {
        Recording fresh = fresh(workspace, startedAt);
        return new Recording(
                fresh.id(),
                workspace,
                fresh.call(),
                fresh.technician(),
                REGION,
                RecordingState.RECORDING,
                startedAt,
                Optional.of(startedAt.plusMillis(61_234)),
                new WrappedKey("local", "1", "a".repeat(4_000)),
                Optional.of(sidecar(workspace, fresh.id(), REGION, "1")),
                List.of(take(1, Optional.of(object(workspace, fresh.id(), REGION, 1))), take(2, Optional.empty())),
                List.of(new Recording.Pause(1_000, 2_500)),
                Optional.empty(),
                0);
    }

    /** One that is stored: two takes of 5,000,900,000 bytes each and a sidecar of 300, in its region. */
    public static Recording stored(WorkspaceId workspace, String region, Instant startedAt, WrappedKey key) {
        Recording fresh = fresh(workspace, startedAt);
        return new Recording(
                fresh.id(),
                workspace,
                fresh.call(),
                fresh.technician(),
                region,
                RecordingState.STORED,
                startedAt,
                Optional.of(startedAt.plusMillis(61_234)),
                key,
                Optional.of(sidecar(workspace, fresh.id(), region, key.version())),
                List.of(
                        take(1, Optional.of(object(workspace, fresh.id(), region, 1))),
                        take(2, Optional.of(object(workspace, fresh.id(), region, 2)))),
                List.of(),
                Optional.empty(),
                0);
    }

    /** Its next version, in another state. */
    public static Recording next(Recording recording, RecordingState state) {
        return new Recording(
                recording.id(),
                recording.workspace(),
                recording.call(),
                recording.technician(),
                recording.region(),
                state,
                recording.startedAt(),
                recording.endedAt(),
                recording.key(),
                recording.sidecar(),
                recording.takes(),
                recording.pauses(),
                recording.check(),
                recording.version() + 1);
    }

    public static Take take(int number, Optional<StoredObject> object) {
        return new Take(
                number,
                ParticipantId.fresh(),
                number % 2 == 0 ? ParticipantRole.TECHNICIAN : ParticipantRole.CUSTOMER,
                "video/webm",
                250L * number,
                61_000,
                5_000_000_000L,
                5_000_900_000L,
                1_800,
                3_050,
                object.isPresent() ? Optional.of("ended") : Optional.empty(),
                object);
    }

    public static StoredObject object(WorkspaceId workspace, RecordingId id, String region, int number) {
        ObjectKey key = new ObjectKey(workspace, id.value(), "take-" + number + ".slr");
        return new StoredObject(key, region, "file-main", 5_000_900_000L, "0123456789abcdef".repeat(4));
    }

    public static Recording.Sidecar sidecar(WorkspaceId workspace, RecordingId id, String region, String keyVersion) {
        ObjectKey key = new ObjectKey(workspace, id.value(), "key-0123456789abcdef.json");
        return new Recording.Sidecar(
                new StoredObject(key, region, "file-spare", 300, "fedcba9876543210".repeat(4)), "local", keyVersion);
    }

    public static Event event(Recording recording) {
        return Event.of(
                recording.workspace(),
                "recording.started",
                recording.id().value(),
                NOON,
                Map.of("call", recording.call().value()));
    }
}
