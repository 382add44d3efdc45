package org.sightline.persistence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.Consent;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.Invitation;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.keys.WrappedKey;
import org.sightline.persistence.internal.rows.OutboxRow;
import org.sightline.persistence.internal.stores.JpaCallStore;
import org.sightline.persistence.internal.stores.JpaOutboxStore;
import org.sightline.persistence.internal.stores.JpaRecordingCheckStore;
import org.sightline.persistence.internal.stores.JpaRecordingKeyStore;
import org.sightline.persistence.internal.stores.JpaRecordingStore;
import org.sightline.persistence.internal.stores.JpaWorkspaceStore;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.spi.RecordingKeyStore.Replacement;
import org.sightline.recording.spi.RecordingSamples;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;

/** What a database does when several act at once, and what a failure leaves behind. */
abstract class ConcurrencyContract {
    private static final int THREADS = 6;
    private final WorkspaceId workspace = WorkspaceId.fresh();

    protected abstract Transactions transactions();

    @Test
    void ofManyUpdatesOfOneVersionExactlyOneWinsAndWritesItsEvent() throws Exception {
        JpaCallStore calls = new JpaCallStore(transactions());
        Call call = insertedCall(calls);

        List<Boolean> results =
                allAtOnce(() -> calls.update(workspace, ringing(call), List.of(StoresContract.event(workspace))));

        assertEquals(1, results.stream().filter(won -> won).count());
        assertEquals(1, new JpaOutboxStore(transactions()).countUnsent());
    }

    @Test
    void ofManyWorkspacesOfOneNameExactlyOneIsMade() throws Exception {
        JpaWorkspaceStore workspaces = new JpaWorkspaceStore(transactions());

        List<Boolean> results = allAtOnce(() -> workspaces.insert(
                new Workspace(WorkspaceId.fresh(), "tremblay", "Tremblay", "ca-central-1", Instant.EPOCH)));

        assertEquals(1, results.stream().filter(made -> made).count());
    }

    @Test
    void aSettingThatManyPutAtOnceIsOneOfTheirs() throws Exception {
        JpaWorkspaceStore workspaces = new JpaWorkspaceStore(transactions());

        allAtOnce(() -> {
            workspaces.putSetting(workspace, "key", "value");
            return null;
        });

        assertEquals(Optional.of("value"), workspaces.setting(workspace, "key"));
    }

    @Test
    void consentsGivenAtOnceAreAllKept() throws Exception {
        JpaCallStore calls = new JpaCallStore(transactions());
        Call call = insertedCall(calls);

        allAtOnce(() -> {
            calls.insertConsent(
                    workspace,
                    new ConsentRecord(
                            workspace,
                            call.id(),
                            ParticipantId.fresh(),
                            ParticipantRole.CUSTOMER,
                            Consent.GIVEN,
                            Instant.EPOCH),
                    List.of());
            return null;
        });

        assertEquals(THREADS, calls.consents(workspace, call.id()).size());
    }

    @Test
    void keysThatAreReplacedAtOnceAreReplacedOnceWhateverTheOrder() throws Exception {
        JpaRecordingStore recordings = new JpaRecordingStore(transactions());
        List<Replacement> replacements = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Recording recording = RecordingSamples.fresh(workspace, Instant.EPOCH);
            recordings.insert(workspace, recording, List.of());
            WrappedKey renewed = new WrappedKey("local", "2", "bmV3" + i);
            replacements.add(new Replacement(
                    recording.id(), recording.region(), recording.key().ciphertext(), renewed));
        }

        List<Integer> replaced = allAtOnce(() -> {
            List<Replacement> shuffled = new ArrayList<>(replacements);
            Collections.shuffle(shuffled);
            return new JpaRecordingKeyStore(transactions()).replace(workspace, shuffled);
        });

        assertEquals(100, replaced.stream().mapToInt(Integer::intValue).sum());
    }

    @Test
    void aKeyThatIsRefusedTakesBackTheOthersOfItsBatch() {
        JpaRecordingStore recordings = new JpaRecordingStore(transactions());
        Recording first = RecordingSamples.fresh(workspace, Instant.EPOCH);
        Recording second = RecordingSamples.fresh(workspace, Instant.EPOCH);
        recordings.insert(workspace, first, List.of());
        recordings.insert(workspace, second, List.of());
        WrappedKey renewed = new WrappedKey("local", "2", "bmV3");
        WrappedKey tooLong = new WrappedKey("local".repeat(100), "2", "bmV3");
        List<Replacement> replacements = List.of(
                new Replacement(first.id(), first.region(), first.key().ciphertext(), renewed),
                new Replacement(second.id(), second.region(), second.key().ciphertext(), tooLong));

        assertThrows(
                DatabaseException.class,
                () -> new JpaRecordingKeyStore(transactions()).replace(workspace, replacements));

        assertEquals(Optional.of(first), recordings.find(workspace, first.id()));
        assertEquals(Optional.of(second), recordings.find(workspace, second.id()));
    }

    @Test
    void aCheckNeitherStopsNorUndoesAnUpdateAtTheSameTime() throws Exception {
        JpaRecordingStore recordings = new JpaRecordingStore(transactions());
        Recording recording =
                RecordingSamples.stored(workspace, RecordingSamples.REGION, Instant.EPOCH, RecordingSamples.KEY);
        recordings.insert(workspace, recording, List.of());
        Check check = new Check(Instant.EPOCH, false, "take 1 is damaged");
        AtomicInteger turns = new AtomicInteger();

        List<Boolean> done = allAtOnce(() -> turns.getAndIncrement() == 0
                ? recordings.update(workspace, RecordingSamples.next(recording, recording.state()), List.of())
                : new JpaRecordingCheckStore(transactions()).checked(workspace, recording.id(), check, List.of()));

        assertFalse(done.contains(false));
        Recording found = recordings.find(workspace, recording.id()).orElseThrow();
        assertEquals(1, found.version());
        assertEquals(Optional.of(check), found.check());
    }

    @Test
    void aFailedTransactionLeavesNothing() {
        assertThrows(
                IllegalStateException.class,
                () -> transactions().write(em -> {
                    OutboxRow.write(em, List.of(StoresContract.event(workspace)));
                    em.flush();
                    throw new IllegalStateException("after the write");
                }));

        assertEquals(0, new JpaOutboxStore(transactions()).countUnsent());
    }

    @Test
    void anInterruptedThreadDoesNotHarmTheDatabase() {
        JpaWorkspaceStore workspaces = new JpaWorkspaceStore(transactions());
        Thread.currentThread().interrupt();
        try {
            workspaces.putSetting(workspace, "key", "value");
        } catch (DatabaseException e) {
            assertTrue(Thread.currentThread().isInterrupted(), "only an interrupt may refuse it");
        } finally {
            Thread.interrupted();
        }

        workspaces.putSetting(workspace, "key", "next");

        assertEquals(Optional.of("next"), workspaces.setting(workspace, "key"));
    }

    @Test
    void aRefusedRowIsNotQuotedInTheError() {
        String tooLong = "Zoe ".repeat(10_000);

        DatabaseException refused = assertThrows(
                DatabaseException.class,
                () -> new JpaWorkspaceStore(transactions()).putSetting(workspace, "key", tooLong));

        assertTrue(refused.getMessage().contains("22001"), refused.getMessage());
        assertNull(refused.getCause());
    }

    private Call insertedCall(JpaCallStore calls) {
        Call call = new Call(
                CallId.fresh(),
                workspace,
                UserId.fresh(),
                "Terry",
                "Ann",
                CallState.CREATED,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        calls.insert(
                workspace,
                call,
                new Invitation(workspace, call.id(), ParticipantRole.CUSTOMER, "a".repeat(64), Instant.EPOCH, false),
                List.of());
        return call;
    }

    private Call ringing(Call call) {
        return new Call(
                call.id(),
                workspace,
                call.technician(),
                "Terry",
                "Ann",
                CallState.RINGING,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1);
    }

    private static <T> List<T> allAtOnce(Callable<T> action) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            Callable<T> together = () -> {
                start.await();
                return action.call();
            };
            List<Future<T>> done = threads.invokeAll(Collections.nCopies(THREADS, together));
            return results(done);
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<T> results(List<Future<T>> done) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : done) {
            results.add(future.get());
        }
        return results;
    }
}
