package org.sightline.recording.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.recording.spi.RecordingSamples.ELSEWHERE;
import static org.sightline.recording.spi.RecordingSamples.KEY;
import static org.sightline.recording.spi.RecordingSamples.NOON;
import static org.sightline.recording.spi.RecordingSamples.REGION;
import static org.sightline.recording.spi.RecordingSamples.event;
import static org.sightline.recording.spi.RecordingSamples.fresh;
import static org.sightline.recording.spi.RecordingSamples.full;
import static org.sightline.recording.spi.RecordingSamples.next;
import static org.sightline.recording.spi.RecordingSamples.object;
import static org.sightline.recording.spi.RecordingSamples.sidecar;
import static org.sightline.recording.spi.RecordingSamples.stored;
import static org.sightline.recording.spi.RecordingSamples.take;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sightline.calls.CallId;
import org.sightline.events.Event;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.Take;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link RecordingStore} does. Extend it, and give the store under test an empty start for each test. */
public abstract class RecordingStoreContract {
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
                Optional.of(sidecar(workspace, first.id(), REGION, "2")),
                List.of(take(2, Optional.empty()), take(3, Optional.of(object(workspace, first.id(), REGION, 3)))),
                List.of(new Recording.Pause(10, 20), new Recording.Pause(30, 40)),
                Optional.empty(),
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
                recording.sidecar(),
                takes,
                pauses,
                Optional.empty(),
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

    @Test
    void whatLiesInAnotherRegionIsFoundOldestFirst() {
        Recording young = stored(workspace, ELSEWHERE, NOON.plusSeconds(60), KEY);
        Recording old = stored(workspace, ELSEWHERE, NOON, KEY);
        Recording running = fresh(workspace, NOON.plusSeconds(30));
        List.of(young, old, running).forEach(recording -> store().insert(workspace, recording, List.of()));
        store().insert(stranger, stored(stranger, ELSEWHERE, NOON, KEY), List.of());

        assertEquals(List.of(old.id(), young.id()), store().outside(workspace, REGION, Set.of(), 10));
        assertEquals(List.of(old.id()), store().outside(workspace, REGION, Set.of(), 1));
        assertEquals(List.of(young.id()), store().outside(workspace, REGION, Set.of(old.id()), 1));
        assertEquals(List.of(running.id()), store().outside(workspace, ELSEWHERE, Set.of(), 10));
        assertEquals(
                List.of(old.id(), running.id(), young.id()), store().outside(workspace, "nowhere-1", Set.of(), 10));
    }

    @Test
    void manyExceptionsAreLeftOutAtOnce() {
        Set<RecordingId> except =
                IntStream.range(0, 1_000).mapToObj(n -> RecordingId.fresh()).collect(Collectors.toSet());
        Recording one = stored(workspace, ELSEWHERE, NOON, KEY);
        store().insert(workspace, one, List.of());

        assertEquals(List.of(one.id()), store().outside(workspace, REGION, except, 1_000));
    }

    @Test
    void theAmountOutsideIsCountedInOne() {
        store().insert(workspace, stored(workspace, ELSEWHERE, NOON, KEY), List.of());
        store().insert(workspace, full(workspace, NOON), List.of()); // one take and the sidecar are stored
        store().insert(workspace, fresh(workspace, NOON), List.of());
        store().insert(stranger, stored(stranger, ELSEWHERE, NOON, KEY), List.of());

        assertEquals(
                new RecordingStore.Outside(3, 2, 5, 3 * 5_000_900_000L + 2 * 300),
                store().amountOutside(workspace, "nowhere-1"));
        assertEquals(
                new RecordingStore.Outside(1, 0, 3, 2 * 5_000_900_000L + 300),
                store().amountOutside(workspace, REGION));
        assertEquals(new RecordingStore.Outside(0, 0, 0, 0), store().amountOutside(WorkspaceId.fresh(), REGION));
    }

    @Test
    void whatFailedHoldsNothingAndIsNotOutside() {
        Recording failed = fresh(workspace, NOON);
        store().insert(workspace, failed, List.of());
        store().update(workspace, next(failed, RecordingState.FAILED), List.of());

        assertEquals(List.of(), store().outside(workspace, ELSEWHERE, Set.of(), 10));
        assertEquals(new RecordingStore.Outside(0, 0, 0, 0), store().amountOutside(workspace, ELSEWHERE));
    }

    @Test
    void aRecordingChangesItsRegionWithItsObjectsAndItsKey() {
        Recording before = stored(workspace, REGION, NOON, KEY);
        store().insert(workspace, before, List.of());
        Recording after = new Recording(
                before.id(),
                workspace,
                before.call(),
                before.technician(),
                ELSEWHERE,
                before.state(),
                before.startedAt(),
                before.endedAt(),
                new WrappedKey("aws", "arn:aws:kms:eu-central-1:1:key/2", "cmVnaW9uYWw"),
                Optional.of(sidecar(workspace, before.id(), ELSEWHERE, "arn:aws:kms:eu-central-1:1:key/2")),
                List.of(
                        take(1, Optional.of(object(workspace, before.id(), ELSEWHERE, 1))),
                        take(2, Optional.of(object(workspace, before.id(), ELSEWHERE, 2)))),
                List.of(),
                Optional.empty(),
                1);

        assertTrue(store().update(workspace, after, List.of()));

        assertEquals(Optional.of(after), store().find(workspace, before.id()));
        assertEquals(List.of(), store().outside(workspace, ELSEWHERE, Set.of(), 10));
    }
}
