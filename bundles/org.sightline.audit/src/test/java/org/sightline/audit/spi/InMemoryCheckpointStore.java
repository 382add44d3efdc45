package org.sightline.audit.spi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.sightline.audit.Checkpoint;
import org.sightline.tenancy.WorkspaceId;

/** Checkpoints of a test, which it may also tamper with. */
public final class InMemoryCheckpointStore implements CheckpointStore {
    private final InMemoryAuditStore log;
    private final Map<WorkspaceId, List<Kept>> kept = new ConcurrentHashMap<>();

    public InMemoryCheckpointStore(InMemoryAuditStore log) {
        this.log = log;
    }

    @Override
    public synchronized boolean add(Kept checkpoint) {
        List<Kept> all = kept.computeIfAbsent(checkpoint.checkpoint().workspace(), id -> new ArrayList<>());
        if (!all.isEmpty()
                && all.get(all.size() - 1).checkpoint().size()
                        >= checkpoint.checkpoint().size()) {
            return false;
        }
        all.add(checkpoint);
        return true;
    }

    @Override
    public synchronized Optional<Kept> last(WorkspaceId workspace) {
        List<Kept> all = all(workspace);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    @Override
    public synchronized List<Checkpoint> after(WorkspaceId workspace, long size, int limit) {
        return all(workspace).stream()
                .map(Kept::checkpoint)
                .filter(checkpoint -> checkpoint.size() > size)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Checkpoint> newest(WorkspaceId workspace, int limit) {
        List<Kept> all = new ArrayList<>(all(workspace));
        Collections.reverse(all);
        return all.stream().map(Kept::checkpoint).limit(limit).toList();
    }

    @Override
    public synchronized List<WorkspaceId> behind() {
        return log.workspaces().stream()
                .filter(workspace -> log.head(workspace)
                        != last(workspace).map(last -> last.checkpoint().size()).orElse(0L))
                .toList();
    }

    /** Everything kept for a workspace, smallest first. */
    public synchronized List<Kept> all(WorkspaceId workspace) {
        return List.copyOf(kept.getOrDefault(workspace, List.of()));
    }

    /** Changes the checkpoints behind the audit log's back. */
    public synchronized void tamper(WorkspaceId workspace, UnaryOperator<List<Kept>> change) {
        kept.put(workspace, new ArrayList<>(change.apply(new ArrayList<>(all(workspace)))));
    }
}
