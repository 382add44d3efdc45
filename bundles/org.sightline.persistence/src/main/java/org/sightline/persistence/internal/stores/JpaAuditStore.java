package org.sightline.persistence.internal.stores;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.persistence.EntityManager;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.AuditEntry;
import org.sightline.audit.spi.AuditStore;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.AuditEntryRow;
import org.sightline.persistence.internal.rows.AuditHeadRow;
import org.sightline.tenancy.WorkspaceId;

/** The chains. A workspace's head row is locked for each append, so that appends to it follow each other. */
@Component
public final class JpaAuditStore implements AuditStore {
    private static final int PAGE = 500;
    private final Transactions transactions;

    @Activate
    public JpaAuditStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public AuditEntry append(WorkspaceId workspace, Function<Optional<AuditEntry>, AuditEntry> next) {
        return transactions.writeNext(em -> {
            long sequence = advanceHead(em, workspace);
            Optional<AuditEntry> last = Optional.ofNullable(
                            em.find(AuditEntryRow.class, new AuditEntryRow.Key(workspace, sequence - 1)))
                    .map(AuditEntryRow::value);
            AuditEntry entry = next.apply(last);
            if (!entry.workspace().equals(workspace) || entry.sequence() != sequence) {
                throw new IllegalArgumentException("entry " + sequence + " of this workspace is expected");
            }
            em.persist(new AuditEntryRow(entry));
            return entry;
        });
    }

    /** The update takes the row's lock on every database; the first append of a workspace makes the row. */
    private static long advanceHead(EntityManager em, WorkspaceId workspace) {
        int advanced = em.createNativeQuery(
                        "update audit_heads set last_sequence = last_sequence + 1 where workspace = ?")
                .setParameter(1, workspace.value())
                .executeUpdate();
        if (advanced == 0) {
            em.persist(new AuditHeadRow(workspace, 1));
            em.flush();
            return 1;
        }
        return em.find(AuditHeadRow.class, workspace.value()).lastSequence();
    }

    @Override
    public List<AuditEntry> newest(WorkspaceId workspace, long before, int limit) {
        return transactions.read(em -> em
                .createQuery(
                        "select e from AuditEntryRow e where e.workspace = :workspace and e.sequence < :before"
                                + " order by e.sequence desc",
                        AuditEntryRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("before", before)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(AuditEntryRow::value)
                .toList());
    }

    @Override
    public void scan(WorkspaceId workspace, long after, Consumer<AuditEntry> visitor) {
        long seen = after;
        List<AuditEntry> page;
        do {
            page = page(workspace, seen);
            page.forEach(visitor);
            seen = page.isEmpty() ? seen : page.get(page.size() - 1).sequence();
        } while (page.size() == PAGE);
    }

    private List<AuditEntry> page(WorkspaceId workspace, long after) {
        return transactions.read(em -> em
                .createQuery(
                        "select e from AuditEntryRow e where e.workspace = :workspace and e.sequence > :after"
                                + " order by e.sequence",
                        AuditEntryRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("after", after)
                .setMaxResults(PAGE)
                .getResultList()
                .stream()
                .map(AuditEntryRow::value)
                .toList());
    }

    @Override
    public long head(WorkspaceId workspace) {
        return transactions.read(em -> Optional.ofNullable(em.find(AuditHeadRow.class, workspace.value()))
                .map(AuditHeadRow::lastSequence)
                .orElse(0L));
    }
}
