package org.sightline.tenancy.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.TimeOrderedId;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.SessionStore.StoredSession;

/** What every {@link SessionStore} does. */
public abstract class SessionStoreContract {
    /** Far in the past, so that purging expired sessions of a shared database finds the test's own ones. */
    private static final Instant NOON = Instant.parse("2001-02-03T12:00:00.123Z");

    private final WorkspaceId workspace = WorkspaceId.fresh();
    private final WorkspaceId other = WorkspaceId.fresh();
    private final UserId user = UserId.fresh();

    /** The store under test. */
    protected abstract SessionStore store();

    /** Makes a user of a workspace known to the database, where it insists on that. */
    protected void prepare(WorkspaceId workspace, UserId user) {}

    @BeforeEach
    final void usersExist() {
        prepare(workspace, user);
        prepare(other, user);
    }

    @Test
    void aSessionIsFoundByItsTokensHash() {
        StoredSession session = insert(workspace, NOON, NOON);
        assertEquals(Optional.of(session), store().findByTokenHash(workspace, session.tokenHash()));
        assertEquals(Optional.empty(), store().findByTokenHash(workspace, "0".repeat(64)));
        assertEquals(Optional.empty(), store().findByTokenHash(other, session.tokenHash()));
    }

    @Test
    void theSessionsOfAUserAreListedInItsWorkspaceOnly() {
        StoredSession first = insert(workspace, NOON, NOON);
        StoredSession second = insert(workspace, NOON.plusSeconds(1), NOON.plusSeconds(1));
        insert(other, NOON, NOON);
        assertEquals(List.of(first, second), store().ofUser(workspace, user));
        assertEquals(List.of(), store().ofUser(workspace, UserId.fresh()));
    }

    @Test
    void aTouchMovesTheTimeOfLastUse() {
        StoredSession session = insert(workspace, NOON, NOON);
        store().touch(other, session.id(), NOON.plusSeconds(99));
        store().touch(workspace, session.id(), NOON.plusSeconds(60));
        StoredSession touched =
                store().findByTokenHash(workspace, session.tokenHash()).orElseThrow();
        assertEquals(NOON.plusSeconds(60), touched.lastUsedAt());
        assertEquals(NOON, touched.signedInAt());
    }

    @Test
    void deletingEndsThatSessionOnlyAndRepeatsHarmlessly() {
        StoredSession gone = insert(workspace, NOON, NOON);
        StoredSession kept = insert(workspace, NOON, NOON);
        store().delete(other, kept.id());
        store().delete(workspace, gone.id());
        store().delete(workspace, gone.id());
        assertEquals(List.of(kept), store().ofUser(workspace, user));
    }

    @Test
    void deletingAUsersSessionsCountsThem() {
        insert(workspace, NOON, NOON);
        insert(workspace, NOON, NOON);
        StoredSession foreign = insert(other, NOON, NOON);
        assertEquals(2, store().deleteOfUser(workspace, user));
        assertEquals(0, store().deleteOfUser(workspace, user));
        assertEquals(List.of(foreign), store().ofUser(other, user));
    }

    @Test
    void expiredSessionsGoInEveryWorkspace() {
        insert(workspace, NOON, NOON); // idle for too long
        insert(other, NOON.minusSeconds(100), NOON.plusSeconds(30)); // in use, but signed in too long ago
        StoredSession kept = insert(workspace, NOON, NOON.plusSeconds(30));
        assertEquals(2, store().deleteExpired(NOON.plusSeconds(10), NOON.minusSeconds(10)));
        assertEquals(List.of(kept), store().ofUser(workspace, user));
        assertEquals(List.of(), store().ofUser(other, user));
        store().deleteOfUser(workspace, user);
    }

    private StoredSession insert(WorkspaceId in, Instant signedInAt, Instant lastUsedAt) {
        byte[] hash = new byte[32];
        ThreadLocalRandom.current().nextBytes(hash);
        StoredSession session = new StoredSession(
                in, TimeOrderedId.fresh("ses"), HexFormat.of().formatHex(hash), user, signedInAt, lastUsedAt);
        store().insert(session);
        return session;
    }
}
