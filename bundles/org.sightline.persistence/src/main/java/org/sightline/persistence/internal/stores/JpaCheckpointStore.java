package org.sightline.persistence.internal.stores;

import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.Checkpoint;
import org.sightline.audit.spi.CheckpointStore;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.AuditCheckpointRow;
import org.sightline.tenancy.WorkspaceId;

/** The signed checkpoints of the chains. */
@Component
public final class JpaCheckpointStore implements CheckpointStore {
    private final Transactions transactions;

    @Activate
    public JpaCheckpointStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    /** Of two nodes that add one of the same size, the second looks again and finds that of the first. */
    @Override
    public boolean add(Kept kept) {
        return transactions.writeNext(em -> {
            WorkspaceId workspace = kept.checkpoint().workspace();
            boolean larger = largest(em, workspace, 1).stream()
                    .allMatch(last -> kept.checkpoint().size() > last.value().size());
            if (larger) {
                em.persist(new AuditCheckpointRow(kept));
            }
            return larger;
        });
    }

    @Override
    public Optional<Kept> last(WorkspaceId workspace) {
        return transactions.read(
                em -> largest(em, workspace, 1).stream().findFirst().map(row -> new Kept(row.value(), row.edge())));
    }

    @Override
    public List<Checkpoint> after(WorkspaceId workspace, long size, int limit) {
        return transactions.read(em -> em
                .createQuery(
                        "select c from AuditCheckpointRow c where c.workspace = :workspace and c.size > :size"
                                + " order by c.size",
                        AuditCheckpointRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("size", size)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AuditCheckpointRow::value)
                .toList());
    }

    @Override
    public List<Checkpoint> newest(WorkspaceId workspace, int limit) {
        return transactions.read(em -> largest(em, workspace, limit).stream()
                .map(AuditCheckpointRow::value)
                .toList());
    }

    @Override
    public List<WorkspaceId> behind() {
        return transactions.read(em -> {
            List<?> workspaces = em.createNativeQuery("select h.workspace from audit_heads h where h.last_sequence <>"
                            + " coalesce((select max(c.tree_size) from audit_checkpoints c"
                            + " where c.workspace = h.workspace), 0)")
                    .getResultList();
            return workspaces.stream().map(id -> new WorkspaceId((String) id)).toList();
        });
    }

    private static List<AuditCheckpointRow> largest(EntityManager em, WorkspaceId workspace, int limit) {
        return em.createQuery(
                        "select c from AuditCheckpointRow c where c.workspace = :workspace order by c.size desc",
                        AuditCheckpointRow.class)
                .setParameter("workspace", workspace.value())
                .setMaxResults(limit)
                .getResultList();
    }
}
