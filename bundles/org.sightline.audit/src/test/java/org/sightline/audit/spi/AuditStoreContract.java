package org.sightline.audit.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.AuditEntry;
import org.sightline.tenancy.WorkspaceId;

/** What every {@link AuditStore} does. */
public abstract class AuditStoreContract {
    private static final Instant AT = Instant.ofEpochMilli(1_790_000_000_123L);

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final WorkspaceId other = WorkspaceId.fresh();

    /** The store under test. */
    protected abstract AuditStore store();

    /** Makes a workspace known to the database, where it insists on that. */
    protected void prepare(WorkspaceId workspace) {}

    @BeforeEach
    final void workspacesExist() {
        prepare(workspace);
        prepare(other);
    }

    @Test
    void theFirstEntryHasNoneBeforeIt() {
        List<Optional<AuditEntry>> seen = new ArrayList<>();
        AuditEntry appended = store().append(workspace, last -> {
            seen.add(last);
            return entry(workspace, last, Map.of());
        });
        assertEquals(Optional.empty(), seen.get(seen.size() - 1));
        assertEquals(1, appended.sequence());
    }

    @Test
    void whatIsAppendedIsReadUnchanged() {
        Map<String, String> detail = Map.of("key", "access.review", "value", "é漢🙂'\"\\%,=\t;", "empty", "");
        AuditEntry first = append(workspace, detail);
        List<Optional<AuditEntry>> seen = new ArrayList<>();
        AuditEntry second = store().append(workspace, last -> {
            seen.add(last);
            return entry(workspace, last, Map.of());
        });
        assertEquals(Optional.of(first), seen.get(seen.size() - 1));
        assertEquals(List.of(second, first), store().newest(workspace, Long.MAX_VALUE, 10));
        assertEquals(List.of(first, second), scan(workspace));
    }

    @Test
    void theLongestEntryFits() {
        Map<String, String> detail = new java.util.HashMap<>();
        for (int i = 0; i < 20; i++) {
            detail.put("k".repeat(58) + (i < 10 ? "0" + i : i), "漢".repeat(500));
        }
        AuditEntry entry = store().append(
                        workspace,
                        last -> new AuditEntry(
                                workspace,
                                1,
                                AT,
                                "s".repeat(120),
                                "a".repeat(60),
                                "r".repeat(120),
                                Outcome.REFUSED,
                                detail,
                                "0".repeat(64),
                                "f".repeat(64)));
        assertEquals(List.of(entry), store().newest(workspace, Long.MAX_VALUE, 1));
    }

    @Test
    void theNewestComeFirstInPages() {
        for (int i = 0; i < 5; i++) {
            append(workspace, Map.of());
        }
        assertEquals(List.of(5L, 4L), sequences(store().newest(workspace, Long.MAX_VALUE, 2)));
        assertEquals(List.of(3L, 2L), sequences(store().newest(workspace, 4, 2)));
        assertEquals(List.of(1L), sequences(store().newest(workspace, 2, 2)));
        assertEquals(List.of(), sequences(store().newest(workspace, 1, 2)));
    }

    @Test
    void aScanBeginsAfterAnyEntry() {
        AuditEntry first = append(workspace, Map.of());
        AuditEntry second = append(workspace, Map.of());
        List<AuditEntry> seen = new ArrayList<>();
        store().scan(workspace, first.sequence(), seen::add);
        assertEquals(List.of(second), seen);
        store().scan(workspace, second.sequence(), entry -> fail("there is none after it"));
    }

    @Test
    void eachWorkspaceHasItsOwnChain() {
        AuditEntry mine = append(workspace, Map.of());
        AuditEntry theirs = append(other, Map.of());
        assertEquals(1, theirs.sequence());
        assertEquals(List.of(mine), scan(workspace));
        assertEquals(List.of(theirs), scan(other));
    }

    @Test
    void theHeadIsTheLastSequenceNumber() {
        assertEquals(0, store().head(workspace));
        append(workspace, Map.of());
        append(workspace, Map.of());
        assertEquals(2, store().head(workspace));
    }

    @Test
    void thePlatformHasAChainThoughItIsNoWorkspace() {
        AuditEntry entry = append(WorkspaceId.PLATFORM, Map.of());
        assertEquals(List.of(entry), store().newest(WorkspaceId.PLATFORM, Long.MAX_VALUE, 1));
    }

    @Test
    void aFailureWhileMakingAnEntryAppendsNothing() {
        append(workspace, Map.of());
        assertThrows(
                RuntimeException.class,
                () -> store().append(workspace, last -> {
                    throw new IllegalStateException("no entry");
                }));
        assertEquals(1, scan(workspace).size());
        assertEquals(2, append(workspace, Map.of()).sequence());
    }

    @Test
    void manyAppendAtOnceAndNoneIsLostOrDoubled() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> tenEntries = () -> {
                for (int i = 0; i < 10; i++) {
                    append(workspace, Map.of());
                }
                return null;
            };
            for (Future<Void> done : threads.invokeAll(java.util.Collections.nCopies(4, tenEntries))) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(LongStream.rangeClosed(1, 40).boxed().toList(), sequences(scan(workspace)));
        assertEquals(40, store().head(workspace));
    }

    private AuditEntry append(WorkspaceId to, Map<String, String> detail) {
        return store().append(to, last -> entry(to, last, detail));
    }

    private List<AuditEntry> scan(WorkspaceId of) {
        List<AuditEntry> seen = new ArrayList<>();
        store().scan(of, 0, seen::add);
        return seen;
    }

    private static List<Long> sequences(List<AuditEntry> entries) {
        return entries.stream().map(AuditEntry::sequence).toList();
    }

    private static AuditEntry entry(WorkspaceId workspace, Optional<AuditEntry> last, Map<String, String> detail) {
        long sequence = last.map(AuditEntry::sequence).orElse(0L) + 1;
        return new AuditEntry(
                workspace,
                sequence,
                AT.plusMillis(sequence),
                "operator",
                "recording.viewed",
                "rec_1",
                Outcome.DONE,
                detail,
                last.map(AuditEntry::hash).orElse("0".repeat(64)),
                "%064x".formatted(sequence));
    }
}
