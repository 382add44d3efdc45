package org.sightline.tenancy.spi;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Users of a test. */
public final class InMemoryUserStore implements UserStore {
    private record Key(WorkspaceId workspace, UserId id) {}

    private record Row(User user, String hash) {}

    private final Map<Key, Row> rows = new LinkedHashMap<>();

    @Override
    public synchronized boolean insert(User user, String passwordHash) {
        if (findByName(user.workspace(), user.name()).isPresent()) {
            return false;
        }
        return rows.putIfAbsent(new Key(user.workspace(), user.id()), new Row(user, passwordHash)) == null;
    }

    @Override
    public synchronized Optional<User> find(WorkspaceId workspace, UserId id) {
        return Optional.ofNullable(rows.get(new Key(workspace, id))).map(Row::user);
    }

    @Override
    public synchronized Optional<User> findByName(WorkspaceId workspace, String name) {
        return list(workspace).stream().filter(u -> u.name().equals(name)).findFirst();
    }

    @Override
    public synchronized List<User> list(WorkspaceId workspace) {
        return rows.values().stream()
                .map(Row::user)
                .filter(u -> u.workspace().equals(workspace))
                .sorted(Comparator.comparing(User::name))
                .toList();
    }

    @Override
    public synchronized boolean update(User user) {
        Row updated = rows.computeIfPresent(
                new Key(user.workspace(), user.id()), (key, old) -> new Row(replace(old.user(), user), old.hash()));
        return updated != null;
    }

    @Override
    public synchronized Optional<String> passwordHash(WorkspaceId workspace, UserId id) {
        return Optional.ofNullable(rows.get(new Key(workspace, id))).map(Row::hash);
    }

    @Override
    public synchronized void putPasswordHash(WorkspaceId workspace, UserId id, String hash, boolean changeDue) {
        rows.computeIfPresent(new Key(workspace, id), (key, old) -> {
            User u = old.user();
            User changed = new User(
                    u.id(),
                    u.workspace(),
                    u.name(),
                    u.displayName(),
                    u.role(),
                    u.active(),
                    u.authorisedToReview(),
                    changeDue,
                    u.createdAt());
            return new Row(changed, hash);
        });
    }

    private static User replace(User old, User next) {
        return new User(
                old.id(),
                old.workspace(),
                old.name(),
                next.displayName(),
                next.role(),
                next.active(),
                next.authorisedToReview(),
                next.passwordChangeDue(),
                old.createdAt());
    }
}
