package org.sightline.storage.spi;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.State;
import org.sightline.storage.RegionChangeId;
import org.sightline.tenancy.WorkspaceId;

/** Region changes of a test. */
public final class InMemoryRegionChangeStore implements RegionChangeStore {
    private record Key(WorkspaceId workspace, RegionChangeId id) {}

    private final Map<Key, RegionChange> changes = new ConcurrentHashMap<>();
    private final Map<Key, NavigableMap<String, MovedObject>> moved = new ConcurrentHashMap<>();
    private volatile boolean failing;

    /** Whether it cannot be reached from now on. */
    public void fail(boolean whether) {
        failing = whether;
    }

    private void reach() {
        if (failing) {
            throw new IllegalStateException("the database cannot be reached");
        }
    }

    @Override
    public synchronized void insert(WorkspaceId workspace, RegionChange change) {
        reach();
        if (changes.putIfAbsent(key(workspace, change), change) != null) {
            throw new IllegalStateException("there already is a change " + change.id());
        }
    }

    private static Key key(WorkspaceId workspace, RegionChange change) {
        if (!workspace.equals(change.workspace())) {
            throw new IllegalArgumentException("a change of another workspace");
        }
        return new Key(workspace, change.id());
    }

    @Override
    public synchronized boolean update(WorkspaceId workspace, RegionChange change) {
        reach();
        Key key = key(workspace, change);
        RegionChange stored = changes.get(key);
        if (stored == null || stored.version() != change.version() - 1) {
            return false;
        }
        changes.put(key, change);
        return true;
    }

    @Override
    public synchronized Optional<RegionChange> find(WorkspaceId workspace, RegionChangeId id) {
        reach();
        return Optional.ofNullable(changes.get(new Key(workspace, id)));
    }

    @Override
    public synchronized List<RegionChange> newest(WorkspaceId workspace, int limit) {
        reach();
        return changes.values().stream()
                .filter(change -> change.workspace().equals(workspace))
                .sorted(Comparator.comparing(RegionChange::startedAt)
                        .thenComparing(change -> change.id().value())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<RegionChange> unfinished() {
        reach();
        return changes.values().stream()
                .filter(change -> change.state() == State.RUNNING || change.state() == State.PAUSED)
                .toList();
    }

    @Override
    public synchronized void noteMoved(WorkspaceId workspace, RegionChangeId id, MovedObject object) {
        reach();
        moved.computeIfAbsent(new Key(workspace, id), unknown -> new TreeMap<>())
                .put(object.path(), object);
    }

    @Override
    public void scanMoved(WorkspaceId workspace, RegionChangeId id, Consumer<MovedObject> visitor) {
        reach();
        List<MovedObject> noted;
        synchronized (this) {
            noted = List.copyOf(
                    moved.getOrDefault(new Key(workspace, id), new TreeMap<>()).values());
        }
        noted.forEach(visitor);
    }
}
