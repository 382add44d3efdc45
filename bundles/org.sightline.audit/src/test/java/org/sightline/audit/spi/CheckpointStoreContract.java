package org.sightline.audit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.spi.CheckpointStore.Kept;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link CheckpointStore} does. */
public abstract class CheckpointStoreContract {
    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final WorkspaceId other = WorkspaceId.fresh();

    /** The store under test. */
    protected abstract CheckpointStore store();

    /** The chains beside it. */
    protected abstract AuditStore log();

    @Test
    void whatIsAddedIsReadUnchanged() {
        Kept kept = kept(workspace, 3, "f".repeat(63 * 64));
        assertTrue(store().add(kept));
        assertEquals(Optional.of(kept), store().last(workspace));
        assertEquals(List.of(kept.checkpoint()), store().newest(workspace, 10));
        assertEquals(List.of(kept.checkpoint()), store().after(workspace, 0, 10));
    }

    @Test
    void ofTwoOfOneSizeTheFirstIsKept() {
        Kept first = kept(workspace, 3, "aa");
        assertTrue(store().add(first));
        assertFalse(store().add(kept(workspace, 3, "bb")));
        assertFalse(store().add(kept(workspace, 2, "cc")));
        assertEquals(Optional.of(first), store().last(workspace));
        assertEquals(1, store().newest(workspace, 10).size());
    }

    @Test
    void theyComeInOrderAndInPages() {
        for (long size : new long[] {2, 30, 100}) {
            assertTrue(store().add(kept(workspace, size, "")));
        }
        assertEquals(List.of(2L, 30L), sizes(store().after(workspace, 0, 2)));
        assertEquals(List.of(100L), sizes(store().after(workspace, 30, 2)));
        assertEquals(List.of(), sizes(store().after(workspace, 100, 2)));
        assertEquals(List.of(100L, 30L), sizes(store().newest(workspace, 2)));
        assertEquals(100, store().last(workspace).orElseThrow().checkpoint().size());
    }

    @Test
    void eachWorkspaceHasItsOwn() {
        store().add(kept(workspace, 3, ""));
        assertEquals(Optional.empty(), store().last(other));
        assertEquals(List.of(), store().newest(other, 10));
        assertTrue(store().add(kept(other, 1, "")));
        assertEquals(3, store().last(workspace).orElseThrow().checkpoint().size());
    }

    @Test
    void aLogIsBehindUntilItsLastCheckpointIsOfAllEntries() {
        append(workspace);
        append(other);
        append(other);
        assertEquals(Set.of(workspace, other), ours());
        store().add(kept(workspace, 1, ""));
        store().add(kept(other, 1, ""));
        assertEquals(Set.of(other), ours());
        store().add(kept(other, 2, ""));
        assertEquals(Set.of(), ours());
        append(workspace);
        assertEquals(Set.of(workspace), ours());
    }

    @Test
    void aLogThatEndsBeforeItsLastCheckpointIsBehindToo() {
        append(workspace);
        store().add(kept(workspace, 5, ""));
        assertEquals(Set.of(workspace), ours());
    }

    private Set<WorkspaceId> ours() {
        Set<WorkspaceId> behind = new HashSet<>(store().behind());
        behind.retainAll(Set.of(workspace, other));
        return behind;
    }

    private void append(WorkspaceId to) {
        log().append(
                        to,
                        last -> new AuditEntry(
                                to,
                                last.map(AuditEntry::sequence).orElse(0L) + 1,
                                Instant.ofEpochMilli(1_790_000_000_123L),
                                "operator",
                                "recording.viewed",
                                "rec_1",
                                Outcome.DONE,
                                Map.of(),
                                "0".repeat(64),
                                "f".repeat(64)));
    }

    private static List<Long> sizes(List<Checkpoint> checkpoints) {
        return checkpoints.stream().map(Checkpoint::size).toList();
    }

    private static Kept kept(WorkspaceId workspace, long size, String edge) {
        return new Kept(
                new Checkpoint(
                        workspace,
                        size,
                        "a".repeat(64),
                        "b".repeat(64),
                        Instant.ofEpochMilli(1_790_000_000_123L + size),
                        "MCowBQYDK2VwAyEA+/=",
                        "c".repeat(88)),
                edge);
    }
}
