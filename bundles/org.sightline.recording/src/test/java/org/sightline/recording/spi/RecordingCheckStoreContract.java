package org.sightline.recording.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.recording.spi.RecordingSamples.KEY;
import static org.sightline.recording.spi.RecordingSamples.NOON;
import static org.sightline.recording.spi.RecordingSamples.REGION;
import static org.sightline.recording.spi.RecordingSamples.event;
import static org.sightline.recording.spi.RecordingSamples.fresh;
import static org.sightline.recording.spi.RecordingSamples.next;
import static org.sightline.recording.spi.RecordingSamples.stored;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sightline.events.Event;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingCheckStore.Summary;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link RecordingCheckStore} does. Extend it, and give the stores under test an empty start for each test. */
public abstract class RecordingCheckStoreContract {
    private static final Instant LATER = NOON.plusSeconds(86_400);

    protected final WorkspaceId workspace = WorkspaceId.fresh();
    protected final WorkspaceId stranger = WorkspaceId.fresh();

    protected abstract RecordingStore recordings();

    protected abstract RecordingCheckStore checks();

    /** Every event that the stores have written, in any order. */
    protected abstract List<Event> writtenEvents();

    private Recording insert(WorkspaceId of) {
        Recording recording = stored(of, REGION, NOON, KEY);
        recordings().insert(of, recording, List.of());
        return recording;
    }

    private Recording insert(Instant checkedAt, boolean intact) {
        Recording recording = insert(workspace);
        Check check = new Check(checkedAt, intact, intact ? "fine" : "take 1 is damaged");
        assertTrue(checks().checked(workspace, recording.id(), check, List.of()));
        return recording;
    }

    private static List<RecordingId> ids(List<Recording> recordings) {
        return recordings.stream().map(Recording::id).toList();
    }

    @Test
    void whatACheckFoundIsKeptWithTheRecordingAndItsEvents() {
        Recording recording = insert(workspace);
        Check check = new Check(LATER, false, "x".repeat(Check.MOST_CHARACTERS));
        Event event = event(recording);

        assertTrue(checks().checked(workspace, recording.id(), check, List.of(event)));

        Recording found = recordings().find(workspace, recording.id()).orElseThrow();
        assertEquals(Optional.of(check), found.check());
        assertEquals(recording.version(), found.version());
        assertEquals(recording.takes(), found.takes());
        assertTrue(writtenEvents().contains(event));
    }

    @Test
    void aCheckOfWhatIsNotThereOrAnotherWorkspacesWritesNothing() {
        Recording recording = insert(workspace);
        Check check = new Check(LATER, true, "fine");
        Event event = event(recording);

        assertFalse(checks().checked(stranger, recording.id(), check, List.of(event)));
        assertFalse(checks().checked(workspace, RecordingId.fresh(), check, List.of(event)));

        assertEquals(Optional.of(recording), recordings().find(workspace, recording.id()));
        assertFalse(writtenEvents().contains(event));
    }

    @Test
    void neitherAnInsertNorAnUpdateChangesTheCheck() {
        Recording recording = insert(NOON, false);
        Recording before = recordings().find(workspace, recording.id()).orElseThrow();
        checks().checked(workspace, recording.id(), new Check(LATER, true, "fine"), List.of());

        assertTrue(recordings().update(workspace, next(before, RecordingState.STORED), List.of()));

        assertEquals(
                Optional.of(new Check(LATER, true, "fine")),
                recordings().find(workspace, recording.id()).orElseThrow().check());
    }

    @Test
    void theNeverCheckedComeFirstThenTheOldestCheck() {
        Recording young = insert(NOON.plusSeconds(60), true);
        Recording old = insert(NOON, false);
        Recording never = insert(workspace);
        insert(LATER, true);

        assertEquals(List.of(never.id(), old.id(), young.id()), ids(checks().due(workspace, LATER, Set.of(), 10)));
        assertEquals(List.of(never.id(), old.id()), ids(checks().due(workspace, LATER, Set.of(), 2)));
        assertEquals(List.of(old.id()), ids(checks().due(workspace, LATER, Set.of(never.id()), 1)));
        assertEquals(3, checks().countDue(workspace, LATER));
        assertEquals(
                recordings().find(workspace, old.id()),
                Optional.of(checks().due(workspace, LATER, Set.of(), 2).get(1)));
    }

    @Test
    void everyWorkspacesDueOnesAreFoundTogether() {
        Recording mine = insert(NOON, true);
        Recording foreign = insert(stranger);

        assertEquals(List.of(foreign.id(), mine.id()), ids(checks().dueAnywhere(LATER, Set.of(), 10)));
        assertEquals(List.of(mine.id()), ids(checks().dueAnywhere(LATER, Set.of(foreign.id()), 10)));
        assertEquals(List.of(mine.id()), ids(checks().due(workspace, LATER, Set.of(), 10)));
        assertEquals(1, checks().countDue(workspace, LATER));
    }

    @Test
    void manyExceptionsAreLeftOutAtOnce() {
        Recording mine = insert(workspace);
        Set<RecordingId> except =
                IntStream.range(0, 1_000).mapToObj(n -> RecordingId.fresh()).collect(Collectors.toSet());

        assertEquals(List.of(mine.id()), ids(checks().dueAnywhere(LATER, except, 100)));
    }

    @Test
    void onlyWhatIsStoredIsChecked() {
        recordings().insert(workspace, fresh(workspace, NOON), List.of());

        assertEquals(List.of(), checks().due(workspace, LATER, Set.of(), 10));
        assertEquals(new Summary(0, 0, 0, Optional.empty()), checks().summary(workspace));
    }

    @Test
    void theSummaryAddsUpTheWorkspacesChecks() {
        insert(NOON, true);
        insert(NOON.minusSeconds(1), false);
        insert(workspace);
        insert(stranger);

        assertEquals(new Summary(3, 2, 1, Optional.of(NOON.minusSeconds(1))), checks().summary(workspace));
    }

    @Test
    void theDamagedAreListedNewestFirstUntilTheyAreFoundIntact() {
        Recording old = insert(NOON, false);
        Recording young = insert(NOON.plusSeconds(1), false);
        insert(NOON, true);

        assertEquals(List.of(young.id(), old.id()), ids(checks().damaged(workspace, 10)));
        assertEquals(List.of(young.id()), ids(checks().damaged(workspace, 1)));
        assertEquals(List.of(), checks().damaged(stranger, 10));

        checks().checked(workspace, young.id(), new Check(LATER, true, "fine"), List.of());
        assertEquals(List.of(old.id()), ids(checks().damaged(workspace, 10)));
    }
}
