package org.sightline.recording.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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

/** What every {@link RecordingStore} does. Extend it, and give the store under test an empty start for each test. */
public abstract class RecordingStoreContract {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00.123Z");

    /** The workspace most tests work in; a store with foreign keys may need it to exist. */
    protected final WorkspaceId workspace = WorkspaceId.fresh();

    /** Another workspace. */
    protected final WorkspaceId stranger = WorkspaceId.fresh();

    protected abstract RecordingStore store();

    /** Every event that the store has written, in any order. */
    protected abstract List<Event> writtenEvents();

    @Test
    void aRecordingIsFoundAsItWasInserted() {
        Recording recording = full(workspace, NOON);

        store().insert(workspace, recording, List.of());

        assertEquals(Optional.of(recording), store().find(workspace, recording.id()));
    }

    @Test
    void anUnknownRecordingIsEmpty() {
        assertEquals(Optional.empty(), store().find(workspace, RecordingId.fresh()));
    }

    @Test
    void anotherWorkspaceNeitherFindsNorListsNorChangesIt() {
        Recording recording = fresh(workspace, NOON);
        store().insert(workspace, recording, List.of());

        assertEquals(Optional.empty(), store().find(stranger, recording.id()));
        assertEquals(List.of(), store().newest(stranger, Optional.empty(), 10));
        assertEquals(List.of(), store().newest(stranger, Optional.of(recording.call()), 10));
        assertFalse(store().update(stranger, next(recording, RecordingState.SPOOLED), List.of()));
        assertEquals(Optional.of(recording), store().find(workspace, recording.id()));
    }

    @Test
    void aSecondRecordingOfTheSameIdIsRefusedAndWritesNoEvent() {
        Recording recording = fresh(workspace, NOON);
        store().insert(workspace, recording, List.of());
        Event event = event(recording);

        assertThrows(RuntimeException.class, () -> store().insert(workspace, recording, List.of(event)));

        assertFalse(writtenEvents().contains(event));
    }

    @Test
    void anUpdateReplacesTakesPausesAndTheRest() {
        Recording first = fresh(workspace, NOON);
        store().insert(workspace, first, List.of());
        Recording second = new Recording(
                first.id(),
                workspace,
                first.call(),
                first.technician(),
                first.region(),
                RecordingState.SPOOLED,
                first.startedAt(),
                Optional.of(NOON.plusSeconds(5)),
                new WrappedKey("local", "2", "cm90YXRlZA"),
                List.of(take(2, Optional.empty()), take(3, Optional.of(object(workspace, first.id(), 3)))),
                List.of(new Recording.Pause(10, 20), new Recording.Pause(30, 40)),
                1);

        assertTrue(store().update(workspace, second, List.of()));

        assertEquals(Optional.of(second), store().find(workspace, first.id()));
    }

    @Test
    void takesAndPausesKeepTheirOrder() {
        Recording recording = fresh(workspace, NOON);
        List<Take> takes = IntStream.rangeClosed(1, 12)
                .mapToObj(n -> take(n, Optional.empty()))
                .toList();
        List<Recording.Pause> pauses = IntStream.range(0, 12)
                .mapToObj(n -> new Recording.Pause(n * 100L, n * 100L + 50))
                .toList();
        Recording many = new Recording(
                recording.id(),
                workspace,
                recording.call(),
                recording.technician(),
                recording.region(),
                recording.state(),
                recording.startedAt(),
                recording.endedAt(),
                recording.key(),
                takes,
                pauses,
                0);

        store().insert(workspace, many, List.of());

        Recording found = store().find(workspace, many.id()).orElseThrow();
        assertEquals(takes, found.takes());
        assertEquals(pauses, found.pauses());
    }

    @Test
    void aStaleUpdateChangesNothingAndWritesNoEvent() {
        Recording first = fresh(workspace, NOON);
        store().insert(workspace, first, List.of());
        Recording second = next(first, RecordingState.SPOOLED);
        assertTrue(store().update(workspace, second, List.of()));
        Event event = event(first);

        assertFalse(store().update(workspace, next(first, RecordingState.FAILED), List.of(event)));

        assertEquals(Optional.of(second), store().find(workspace, first.id()));
        assertFalse(writtenEvents().contains(event));
    }

    @Test
    void anUpdateOfAnUnknownRecordingChangesNothing() {
        Recording recording = next(fresh(workspace, NOON), RecordingState.SPOOLED);

        assertFalse(store().update(workspace, recording, List.of()));

        assertEquals(Optional.empty(), store().find(workspace, recording.id()));
    }

    @Test
    void eventsAreWrittenWithTheirChange() {
        Recording recording = fresh(workspace, NOON);
        Event started = event(recording);
        Event spooled = event(recording);

        store().insert(workspace, recording, List.of(started));
        store().update(workspace, next(recording, RecordingState.SPOOLED), List.of(spooled));

        assertTrue(writtenEvents().containsAll(List.of(started, spooled)));
    }

    @Test
    void theNewestComeFirstAndNoMoreThanAsked() {
        Recording old = fresh(workspace, NOON);
        Recording young = fresh(workspace, NOON.plusSeconds(60));
        Recording middle = fresh(workspace, NOON.plusSeconds(30));
        List.of(old, young, middle).forEach(recording -> store().insert(workspace, recording, List.of()));

        assertEquals(List.of(young, middle, old), store().newest(workspace, Optional.empty(), 10));
        assertEquals(List.of(young, middle), store().newest(workspace, Optional.empty(), 2));
    }

    @Test
    void aCallsRecordingsAreListedAlone() {
        Recording one = fresh(workspace, NOON);
        Recording other = fresh(workspace, NOON.plusSeconds(1));
        store().insert(workspace, one, List.of());
        store().insert(workspace, other, List.of());

        assertEquals(List.of(one), store().newest(workspace, Optional.of(one.call()), 10));
        assertEquals(List.of(), store().newest(workspace, Optional.of(CallId.fresh()), 10));
    }

    @Test
    void theUnfinishedOfEveryWorkspaceAreFound() {
        Recording recording = fresh(workspace, NOON);
        Recording spooled = fresh(stranger, NOON);
        Recording stored = fresh(workspace, NOON);
        Recording failed = fresh(workspace, NOON);
        store().insert(workspace, recording, List.of());
        store().insert(stranger, spooled, List.of());
        store().insert(workspace, stored, List.of());
        store().insert(workspace, failed, List.of());
        Recording spooledNow = next(spooled, RecordingState.SPOOLED);
        Recording storedSoon = next(stored, RecordingState.SPOOLED);
        store().update(stranger, spooledNow, List.of());
        store().update(workspace, storedSoon, List.of());
        store().update(workspace, next(storedSoon, RecordingState.STORED), List.of());
        store().update(workspace, next(failed, RecordingState.FAILED), List.of());

        List<Recording> unfinished = store().unfinished();

        assertEquals(2, unfinished.size());
        assertTrue(unfinished.containsAll(List.of(recording, spooledNow)));
    }

    /** A recording that has just begun. */
    protected static Recording fresh(WorkspaceId workspace, Instant startedAt) {
        return new Recording(
                RecordingId.fresh(),
                workspace,
                CallId.fresh(),
                UserId.fresh(),
                "ca-central-1",
                RecordingState.RECORDING,
                startedAt,
                Optional.empty(),
                new WrappedKey("local", "1", "d3JhcHBlZA"),
                List.of(),
                List.of(),
                0);
    }

    private static Recording full(WorkspaceId workspace, Instant startedAt) {
        Recording fresh = fresh(workspace, startedAt);
        return new Recording(
                fresh.id(),
                workspace,
                fresh.call(),
                fresh.technician(),
                fresh.region(),
                RecordingState.RECORDING,
                startedAt,
                Optional.of(startedAt.plusMillis(61_234)),
                new WrappedKey("local", "1", "a".repeat(4_000)),
                List.of(take(1, Optional.of(object(workspace, fresh.id(), 1))), take(2, Optional.empty())),
                List.of(new Recording.Pause(1_000, 2_500)),
                0);
    }

    private static Recording next(Recording recording, RecordingState state) {
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
                recording.takes(),
                recording.pauses(),
                recording.version() + 1);
    }

    private static Take take(int number, Optional<StoredObject> object) {
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

    private static StoredObject object(WorkspaceId workspace, RecordingId id, int number) {
        ObjectKey key = new ObjectKey(workspace, id.value(), "take-" + number + ".slr");
        return new StoredObject(key, "ca-central-1", "file-main", 5_000_900_000L, "0123456789abcdef".repeat(4));
    }

    private static Event event(Recording recording) {
        return Event.of(
                recording.workspace(),
                "recording.started",
                recording.id().value(),
                NOON,
                Map.of("call", recording.call().value()));
    }
}
