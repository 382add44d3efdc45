package org.sightline.persistence.internal.stores;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.persistence.EntityManager;
import javax.persistence.TypedQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.events.Event;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.Nanos;
import org.sightline.persistence.internal.rows.OutboxRow;
import org.sightline.persistence.internal.rows.RecordingRow;
import org.sightline.recording.Check;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingCheckStore;
import org.sightline.tenancy.WorkspaceId;

/** What the checks of the library have found. */
@Component
public final class JpaRecordingCheckStore implements RecordingCheckStore {
    private static final String STORED = "r.state = '" + RecordingState.STORED.name() + "'";
    private static final String THEIRS = "r.key.workspace = :workspace and " + STORED;

    private final Transactions transactions;

    @Activate
    public JpaRecordingCheckStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<Recording> due(WorkspaceId workspace, Instant before, Set<RecordingId> except, int limit) {
        return transactions.read(em -> due(
                em,
                em.createQuery(
                                "select r from RecordingRow r where " + THEIRS + " and r.checkedAt < :before"
                                        + " order by r.key.workspace, r.state, r.checkedAt, r.key.id",
                                RecordingRow.class)
                        .setParameter("workspace", workspace.value()),
                before,
                except,
                limit));
    }

    @Override
    public List<Recording> dueAnywhere(Instant before, Set<RecordingId> except, int limit) {
        return transactions.read(em -> due(
                em,
                em.createQuery(
                        "select r from RecordingRow r where " + STORED + " and r.checkedAt < :before"
                                + " order by r.state, r.checkedAt, r.key.id",
                        RecordingRow.class),
                before,
                except,
                limit));
    }

    /** What is left out is few, and read along rather than told to the database by the thousand. */
    private static List<Recording> due(
            EntityManager em, TypedQuery<RecordingRow> query, Instant before, Set<RecordingId> except, int limit) {
        List<RecordingRow> rows =
                query
                        .setParameter("before", Nanos.of(before))
                        .setMaxResults(except.size() + limit)
                        .getResultList()
                        .stream()
                        .filter(row ->
                                !except.contains(new RecordingId(row.key().id())))
                        .limit(limit)
                        .toList();
        return RecordingValues.of(em, rows);
    }

    @Override
    public long countDue(WorkspaceId workspace, Instant before) {
        return transactions.read(em -> em.createQuery(
                        "select count(r) from RecordingRow r where " + THEIRS + " and r.checkedAt < :before",
                        Long.class)
                .setParameter("workspace", workspace.value())
                .setParameter("before", Nanos.of(before))
                .getSingleResult());
    }

    @Override
    public boolean checked(WorkspaceId workspace, RecordingId id, Check check, List<Event> events) {
        return transactions.write(em -> {
            int changed = em.createQuery("update RecordingRow r set r.checkedAt = :at, r.checkIntact = :intact,"
                            + " r.checkMessage = :message where r.key.workspace = :workspace and r.key.id = :id")
                    .setParameter("at", Nanos.of(check.at()))
                    .setParameter("intact", check.intact())
                    .setParameter("message", check.message())
                    .setParameter("workspace", workspace.value())
                    .setParameter("id", id.value())
                    .executeUpdate();
            if (changed == 0) {
                return false;
            }
            OutboxRow.write(em, events);
            return true;
        });
    }

    @Override
    public Summary summary(WorkspaceId workspace) {
        return transactions.read(em -> {
            long stored = count(em, workspace, "");
            long never = count(em, workspace, " and r.checkedAt = " + RecordingRow.NEVER);
            long damaged = count(em, workspace, " and r.checkIntact = false");
            return new Summary(stored, stored - never, damaged, oldest(em, workspace));
        });
    }

    private static long count(EntityManager em, WorkspaceId workspace, String condition) {
        return em.createQuery("select count(r) from RecordingRow r where " + THEIRS + condition, Long.class)
                .setParameter("workspace", workspace.value())
                .getSingleResult();
    }

    private static Optional<Instant> oldest(EntityManager em, WorkspaceId workspace) {
        return em
                .createQuery(
                        "select r from RecordingRow r where " + THEIRS + " and r.checkedAt >= "
                                + (RecordingRow.NEVER + 1)
                                + " order by r.key.workspace, r.state, r.checkedAt, r.key.id",
                        RecordingRow.class)
                .setParameter("workspace", workspace.value())
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst()
                .flatMap(RecordingRow::check)
                .map(Check::at);
    }

    @Override
    public List<Recording> damaged(WorkspaceId workspace, int limit) {
        return transactions.read(em -> RecordingValues.of(
                em,
                em.createQuery(
                                "select r from RecordingRow r where " + THEIRS + " and r.checkIntact = false"
                                        + " order by r.checkedAt desc, r.key.id",
                                RecordingRow.class)
                        .setParameter("workspace", workspace.value())
                        .setMaxResults(limit)
                        .getResultList()));
    }
}
