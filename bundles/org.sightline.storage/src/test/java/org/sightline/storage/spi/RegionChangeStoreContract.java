package org.sightline.storage.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.RegionChange.Pauses;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.RegionChangeId;
import org.sightline.tenancy.WorkspaceId;

/** What every store of region changes must do. Extend it and return an empty store. */
public abstract class RegionChangeStoreContract {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123Z");

    private final WorkspaceId workspace = createWorkspace();
    private final WorkspaceId stranger = createWorkspace();
    private RegionChangeStore store;

    /** An empty store. */
    protected abstract RegionChangeStore create() throws Exception;

    /** A workspace that changes may belong to; override it where a row must exist first. */
    protected WorkspaceId createWorkspace() {
        return WorkspaceId.fresh();
    }

    @BeforeEach
    void createStore() throws Exception {
        store = create();
    }

    private static RegionChange change(WorkspaceId workspace, State state, Instant startedAt, long version) {
        return new RegionChange(
                RegionChangeId.fresh(),
                workspace,
                "ca-central-1",
                "eu-central-1",
                "operator",
                state,
                new Amount(12, 3_000_000_000_000L),
                Amount.NONE,
                0,
                "begins",
                Pauses.NONE,
                startedAt,
                Optional.empty(),
                Optional.empty(),
                version);
    }

    private RegionChange inserted(State state, Instant startedAt) {
        RegionChange change = change(workspace, state, startedAt, 1);
        store.insert(workspace, change);
        return change;
    }

    private static RegionChange next(RegionChange before, State state) {
        boolean done = state == State.DONE;
        return new RegionChange(
                before.id(),
                before.workspace(),
                before.from(),
                before.to(),
                before.requestedBy(),
                state,
                before.total().plus(new Amount(1, 7)),
                new Amount(5, 4_000_000_000L),
                10_000_000_000L,
                "ü".repeat(RegionChange.LONGEST_MESSAGE),
                new Pauses(3, Duration.ofMillis(90_061_001), Optional.of(START.plusSeconds(5))),
                before.startedAt(),
                done ? Optional.of(START.plusSeconds(60)) : Optional.empty(),
                done
                        ? Optional.of(
                                new SignedReport("{\"é\":\"" + "x".repeat(20_000) + "\"}", "Ed25519", "a2V5", "c2ln"))
                        : Optional.empty(),
                before.version() + 1);
    }

    private MovedObject moved(String group, String name, long length) {
        return new MovedObject(
                "recordings",
                group,
                workspace.value() + "/" + group + "/" + name,
                length,
                "0".repeat(64),
                "ca-central-1",
                "file-main",
                "s3-main");
    }

    private List<MovedObject> scan(WorkspaceId of, RegionChangeId id) {
        List<MovedObject> found = new ArrayList<>();
        store.scanMoved(of, id, found::add);
        return found;
    }

    @Test
    void aChangeIsFoundAsItWasInserted() {
        RegionChange change = inserted(State.RUNNING, START);
        assertEquals(Optional.of(change), store.find(workspace, change.id()));
    }

    @Test
    void everyPartOfAChangeIsReplaced() {
        RegionChange paused = next(inserted(State.RUNNING, START), State.PAUSED);
        assertTrue(store.update(workspace, paused));
        assertEquals(Optional.of(paused), store.find(workspace, paused.id()));
        RegionChange done = next(next(paused, State.RUNNING), State.DONE);
        assertFalse(store.update(workspace, done));
        RegionChange running = next(paused, State.RUNNING);
        assertTrue(store.update(workspace, running));
        done = next(running, State.DONE);
        assertTrue(store.update(workspace, done));
        assertEquals(Optional.of(done), store.find(workspace, done.id()));
    }

    @Test
    void anOlderVersionChangesNothing() {
        RegionChange first = inserted(State.RUNNING, START);
        RegionChange second = next(first, State.PAUSED);
        assertTrue(store.update(workspace, second));
        assertFalse(store.update(workspace, next(first, State.SUPERSEDED)));
        assertEquals(Optional.of(second), store.find(workspace, first.id()));
        assertFalse(store.update(workspace, change(workspace, State.RUNNING, START, 2)));
    }

    @Test
    void anotherWorkspacesChangeIsNotThere() {
        RegionChange change = inserted(State.RUNNING, START);
        assertEquals(Optional.empty(), store.find(stranger, change.id()));
        assertEquals(List.of(), store.newest(stranger, 10));
    }

    @Test
    void theNewestComeFirst() {
        RegionChange old = inserted(State.DONE, START);
        RegionChange young = inserted(State.RUNNING, START.plusSeconds(2));
        RegionChange middle = inserted(State.SUPERSEDED, START.plusSeconds(1));
        assertEquals(List.of(young, middle, old), store.newest(workspace, 10));
        assertEquals(List.of(young), store.newest(workspace, 1));
    }

    @Test
    void theUnfinishedOfEveryWorkspaceAreTakenUp() {
        RegionChange running = inserted(State.RUNNING, START);
        RegionChange paused = inserted(State.PAUSED, START);
        inserted(State.DONE, START);
        inserted(State.SUPERSEDED, START);
        RegionChange other = change(stranger, State.RUNNING, START, 1);
        store.insert(stranger, other);
        assertEquals(
                java.util.Set.of(running.id(), paused.id(), other.id()),
                store.unfinished().stream().map(RegionChange::id).collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void whatWasMovedIsHandedOverByPath() {
        RegionChange change = inserted(State.RUNNING, START);
        MovedObject b = moved("rec_2", "media", 3_000_000_000L);
        MovedObject a = moved("rec_1", "media", 2);
        MovedObject key = MovedObject.written(
                "recordings",
                "rec_1",
                new org.sightline.storage.StoredObject(
                        new org.sightline.storage.ObjectKey(workspace, "rec_1", "key.json"),
                        "eu-central-1",
                        "s3-main",
                        0,
                        "f".repeat(64)));
        MovedObject upper = moved("Rec_9", "media", 0);
        for (MovedObject each : List.of(b, a, key, upper)) {
            store.noteMoved(workspace, change.id(), each);
        }
        assertEquals(List.of(upper, key, a, b), scan(workspace, change.id()));
    }

    @Test
    void whatIsNotedAgainIsReplaced() {
        RegionChange change = inserted(State.RUNNING, START);
        store.noteMoved(workspace, change.id(), moved("rec_1", "media", 2));
        store.noteMoved(workspace, change.id(), moved("rec_1", "media", 3));
        assertEquals(List.of(moved("rec_1", "media", 3)), scan(workspace, change.id()));
    }

    @Test
    void theNotesOfChangesAreKeptApart() {
        RegionChange first = inserted(State.RUNNING, START);
        RegionChange second = inserted(State.RUNNING, START);
        store.noteMoved(workspace, first.id(), moved("rec_1", "media", 2));
        assertEquals(List.of(), scan(workspace, second.id()));
        assertEquals(List.of(), scan(stranger, first.id()));
    }

    @Test
    void manyNotesAreHandedOverInOrder() {
        RegionChange change = inserted(State.RUNNING, START);
        List<MovedObject> all = new ArrayList<>();
        for (int i = 0; i < 2_500; i++) {
            MovedObject each = moved("rec_" + i * 7919 % 2_500, "media", i);
            all.add(each);
            store.noteMoved(workspace, change.id(), each);
        }
        all.sort(java.util.Comparator.comparing(MovedObject::path));
        assertEquals(all, scan(workspace, change.id()));
    }
}
