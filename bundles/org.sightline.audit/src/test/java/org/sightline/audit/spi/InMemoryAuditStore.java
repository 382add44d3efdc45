package org.sightline.audit.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sightline.audit.AuditEntry;
import org.sightline.tenancy.WorkspaceId;

/** Chains of a test, which it may also tamper with. */
public final class InMemoryAuditStore implements AuditStore {
    private final Map<WorkspaceId, List<AuditEntry>> chains = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Long> heads = new ConcurrentHashMap<>();

    @Override
    public synchronized AuditEntry append(WorkspaceId workspace, Function<Optional<AuditEntry>, AuditEntry> next) {
        List<AuditEntry> chain = chains.computeIfAbsent(workspace, id -> new ArrayList<>());
        Optional<AuditEntry> last = chain.isEmpty() ? Optional.empty() : Optional.of(chain.get(chain.size() - 1));
        AuditEntry entry = next.apply(last);
        chain.add(entry);
        heads.put(workspace, entry.sequence());
        return entry;
    }

    @Override
    public synchronized List<AuditEntry> newest(WorkspaceId workspace, long before, int limit) {
        List<AuditEntry> newest = new ArrayList<>(all(workspace));
        newest.removeIf(entry -> entry.sequence() >= before);
        java.util.Collections.reverse(newest);
        return List.copyOf(newest.subList(0, Math.min(limit, newest.size())));
    }

    @Override
    public synchronized void scan(WorkspaceId workspace, long after, Consumer<AuditEntry> visitor) {
        all(workspace).stream().filter(entry -> entry.sequence() > after).forEach(visitor);
    }

    @Override
    public synchronized long head(WorkspaceId workspace) {
        return heads.getOrDefault(workspace, 0L);
    }

    /** Every workspace with a log. */
    public synchronized List<WorkspaceId> workspaces() {
        return List.copyOf(heads.keySet());
    }

    /** Everything recorded for a workspace, oldest first. */
    public synchronized List<AuditEntry> all(WorkspaceId workspace) {
        return List.copyOf(chains.getOrDefault(workspace, List.of()));
    }

    /** Changes the head row behind the audit log's back, too. */
    public synchronized void tamperHead(WorkspaceId workspace, long head) {
        heads.put(workspace, head);
    }

    /** Changes the chain behind the audit log's back, its head row excepted. */
    public synchronized void tamper(WorkspaceId workspace, UnaryOperator<List<AuditEntry>> change) {
        chains.put(workspace, new ArrayList<>(change.apply(new ArrayList<>(all(workspace)))));
    }
}
