package org.sightline.tenancy.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Sessions of a test. */
public final class InMemorySessionStore implements SessionStore {
    private final List<StoredSession> rows = new ArrayList<>();

    @Override
    public synchronized void insert(StoredSession session) {
        rows.add(session);
    }

    @Override
    public synchronized Optional<StoredSession> findByTokenHash(WorkspaceId workspace, String tokenHash) {
        return rows.stream()
                .filter(s -> s.workspace().equals(workspace) && s.tokenHash().equals(tokenHash))
                .findFirst();
    }

    @Override
    public synchronized List<StoredSession> ofUser(WorkspaceId workspace, UserId user) {
        return rows.stream()
                .filter(s -> s.workspace().equals(workspace) && s.user().equals(user))
                .sorted(Comparator.comparing(StoredSession::signedInAt))
                .toList();
    }

    @Override
    public synchronized void touch(WorkspaceId workspace, String id, Instant lastUsedAt) {
        rows.replaceAll(s -> s.workspace().equals(workspace) && s.id().equals(id)
                ? new StoredSession(s.workspace(), s.id(), s.tokenHash(), s.user(), s.signedInAt(), lastUsedAt)
                : s);
    }

    @Override
    public synchronized void delete(WorkspaceId workspace, String id) {
        rows.removeIf(s -> s.workspace().equals(workspace) && s.id().equals(id));
    }

    @Override
    public synchronized int deleteOfUser(WorkspaceId workspace, UserId user) {
        int before = rows.size();
        rows.removeIf(s -> s.workspace().equals(workspace) && s.user().equals(user));
        return before - rows.size();
    }

    @Override
    public synchronized int deleteExpired(Instant lastUsedBefore, Instant signedInBefore) {
        int before = rows.size();
        rows.removeIf(
                s -> s.lastUsedAt().isBefore(lastUsedBefore) || s.signedInAt().isBefore(signedInBefore));
        return before - rows.size();
    }
}
