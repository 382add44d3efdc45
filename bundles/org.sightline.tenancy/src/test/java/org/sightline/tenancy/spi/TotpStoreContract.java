package org.sightline.tenancy.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.TotpStore.StoredTotp;

/** What every {@link TotpStore} does. */
public abstract class TotpStoreContract {
    private static final String ONE = "1".repeat(64);
    private static final String TWO = "2".repeat(64);
    private static final int THREADS = 6;

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final WorkspaceId other = WorkspaceId.fresh();
    private final UserId user = UserId.fresh();

    /** The store under test. */
    protected abstract TotpStore store();

    /** Makes a user of a workspace known to the database, where it insists on that. */
    protected void prepare(WorkspaceId workspace, UserId user) {}

    @BeforeEach
    final void usersExist() {
        prepare(workspace, user);
        prepare(other, user);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertEquals(Optional.empty(), store().find(workspace, user));
        assertEquals(0, store().recoveryCodes(workspace, user));
        assertFalse(store().useStep(workspace, user, 1));
        assertFalse(store().useRecoveryCode(workspace, user, ONE));
        assertFalse(store().delete(workspace, user));
    }

    @Test
    void aNewSecretWaitsAndIsReplacedByTheNext() {
        assertTrue(store().enrol(workspace, user, "first"));
        assertTrue(store().enrol(workspace, user, "second"));
        assertEquals(Optional.of(new StoredTotp("second", false)), store().find(workspace, user));
        assertFalse(store().useStep(workspace, user, 1));
    }

    @Test
    void onlyTheSecretThatWaitsIsConfirmed() {
        store().enrol(workspace, user, "second");
        assertFalse(store().confirm(workspace, user, "first", 5, List.of(ONE)));
        assertEquals(0, store().recoveryCodes(workspace, user));
        assertTrue(store().confirm(workspace, user, "second", 5, List.of(ONE, TWO)));
        assertFalse(store().confirm(workspace, user, "second", 6, List.of(ONE)));
        assertEquals(Optional.of(new StoredTotp("second", true)), store().find(workspace, user));
        assertEquals(2, store().recoveryCodes(workspace, user));
    }

    @Test
    void aConfirmedSecretIsNotReplaced() {
        confirmed(workspace);
        assertFalse(store().enrol(workspace, user, "another"));
        assertEquals(Optional.of(new StoredTotp("secret", true)), store().find(workspace, user));
    }

    @Test
    void aStepIsUsedOnceAndNoEarlierOneAfterIt() {
        confirmed(workspace);
        assertFalse(store().useStep(workspace, user, 5));
        assertTrue(store().useStep(workspace, user, 7));
        assertFalse(store().useStep(workspace, user, 7));
        assertFalse(store().useStep(workspace, user, 6));
        assertTrue(store().useStep(workspace, user, 8));
    }

    @Test
    void ofSeveralWhoUseAStepAtOnceOneSucceeds() throws Exception {
        confirmed(workspace);
        assertEquals(1, successes(() -> store().useStep(workspace, user, 9)));
    }

    @Test
    void aRecoveryCodeIsUsedOnceAlsoBySeveralAtOnce() throws Exception {
        confirmed(workspace);
        assertEquals(1, successes(() -> store().useRecoveryCode(workspace, user, ONE)));
        assertFalse(store().useRecoveryCode(workspace, user, ONE));
        assertEquals(1, store().recoveryCodes(workspace, user));
    }

    @Test
    void anotherWorkspaceSeesAndChangesNothing() {
        confirmed(workspace);
        assertEquals(Optional.empty(), store().find(other, user));
        assertFalse(store().useStep(other, user, 9));
        assertFalse(store().useRecoveryCode(other, user, ONE));
        assertEquals(0, store().recoveryCodes(other, user));
        assertFalse(store().delete(other, user));
        assertTrue(store().useStep(workspace, user, 9));
    }

    @Test
    void whatIsDeletedIsGoneWithItsCodesAndCanBeSetUpAnew() {
        confirmed(workspace);
        confirmed(other);
        assertTrue(store().delete(workspace, user));
        assertEquals(Optional.empty(), store().find(workspace, user));
        assertEquals(0, store().recoveryCodes(workspace, user));
        assertEquals(2, store().recoveryCodes(other, user));
        assertTrue(store().enrol(workspace, user, "another"));
    }

    @Test
    void theLongestSecretFits() {
        String longest = "x".repeat(7_000);
        assertTrue(store().enrol(workspace, user, longest));
        assertEquals(Optional.of(new StoredTotp(longest, false)), store().find(workspace, user));
        assertTrue(store().confirm(workspace, user, longest, Long.MAX_VALUE, List.of(ONE)));
    }

    private void confirmed(WorkspaceId in) {
        assertTrue(store().enrol(in, user, "secret"));
        assertTrue(store().confirm(in, user, "secret", 5, List.of(ONE, TWO)));
    }

    private static long successes(Callable<Boolean> attempt) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            Callable<Boolean> together = () -> {
                start.await();
                return attempt.call();
            };
            List<Boolean> results = new ArrayList<>();
            for (Future<Boolean> done : threads.invokeAll(Collections.nCopies(THREADS, together))) {
                results.add(done.get());
            }
            return results.stream().filter(succeeded -> succeeded).count();
        } finally {
            threads.shutdownNow();
        }
    }
}
