package org.sightline.persistence.internal.stores;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.persistence.EntityManager;
import javax.persistence.TypedQuery;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.calls.CallId;
import org.sightline.events.Event;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.OutboxRow;
import org.sightline.persistence.internal.rows.PauseRow;
import org.sightline.persistence.internal.rows.RecordingRow;
import org.sightline.persistence.internal.rows.RowKey;
import org.sightline.persistence.internal.rows.TakeRow;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.tenancy.WorkspaceId;

/**
 * The library. A reader may see a recording beside the takes of its next version; the version it holds then refuses to be
 * written back.
 */
@Component
public final class JpaRecordingStore implements RecordingStore {
    private final Transactions transactions;

    @Activate
    public JpaRecordingStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(WorkspaceId workspace, Recording recording, List<Event> events) {
        Ownership.require(workspace, recording.workspace());
        transactions.write(em -> {
            em.persist(new RecordingRow(recording));
            em.flush(); // before the rows that refer to it
            insertParts(em, recording);
            OutboxRow.write(em, events);
            return null;
        });
    }

    @Override
    public boolean update(WorkspaceId workspace, Recording recording, List<Event> events) {
        return transactions.write(em -> {
            if (!Versions.advance(em, "recordings", workspace, recording.id().value(), recording.version())) {
                return false;
            }
            em.find(RecordingRow.class, key(workspace, recording.id())).change(recording);
            deleteParts(em, workspace, recording.id(), "TakeRow");
            deleteParts(em, workspace, recording.id(), "PauseRow");
            insertParts(em, recording);
            OutboxRow.write(em, events);
            return true;
        });
    }

    private static void deleteParts(EntityManager em, WorkspaceId workspace, RecordingId id, String rows) {
        em.createQuery("delete from " + rows + " p where p.key.workspace = :workspace and p.key.owner = :id")
                .setParameter("workspace", workspace.value())
                .setParameter("id", id.value())
                .executeUpdate();
    }

    private static void insertParts(EntityManager em, Recording recording) {
        RowKey key = key(recording.workspace(), recording.id());
        recording.takes().forEach(take -> em.persist(new TakeRow(key, take)));
        for (int i = 0; i < recording.pauses().size(); i++) {
            em.persist(new PauseRow(key, i + 1, recording.pauses().get(i)));
        }
    }

    @Override
    public Optional<Recording> find(WorkspaceId workspace, RecordingId id) {
        return transactions.read(em -> {
            RecordingRow row = em.find(RecordingRow.class, key(workspace, id));
            return row == null
                    ? Optional.empty()
                    : Optional.of(RecordingValues.of(em, List.of(row)).get(0));
        });
    }

    @Override
    public List<Recording> newest(WorkspaceId workspace, Optional<CallId> call, int limit) {
        return transactions.read(em -> {
            TypedQuery<RecordingRow> query = em.createQuery(
                    "select r from RecordingRow r where r.key.workspace = :workspace"
                            + (call.isPresent() ? " and r.call = :call" : "")
                            + " order by r.key.workspace desc, r.startedAt desc, r.key.id desc",
                    RecordingRow.class);
            query.setParameter("workspace", workspace.value());
            call.ifPresent(id -> query.setParameter("call", id.value()));
            return RecordingValues.of(em, query.setMaxResults(limit).getResultList());
        });
    }

    @Override
    public List<Recording> unfinished() {
        return transactions.read(em -> RecordingValues.of(
                em,
                em.createQuery("select r from RecordingRow r where r.state in :states", RecordingRow.class)
                        .setParameter("states", List.of(RecordingState.RECORDING.name(), RecordingState.SPOOLED.name()))
                        .getResultList()));
    }

    @Override
    public List<RecordingId> outside(WorkspaceId workspace, String region, Set<RecordingId> except, int limit) {
        return transactions.read(em -> RecordedRegions.except(em, workspace, region).stream()
                .flatMap(other -> in(em, workspace, other, except.size() + limit).stream())
                .filter(oldest -> !except.contains(oldest.id()))
                .sorted(Comparator.comparingLong(Started::at)
                        .thenComparing(oldest -> oldest.id().value()))
                .limit(limit)
                .map(Started::id)
                .toList());
    }

    /** The oldest of a region. */
    private static List<Started> in(EntityManager em, WorkspaceId workspace, String region, int limit) {
        return em
                .createQuery(
                        "select r.startedAt, r.key.id from RecordingRow r where r.key.workspace = :workspace"
                                + " and r.region = :region and r.state <> :failed"
                                + " order by r.key.workspace, r.region, r.startedAt, r.key.id",
                        Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("region", region)
                .setParameter("failed", RecordingState.FAILED.name())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(row -> new Started((long) row[0], new RecordingId((String) row[1])))
                .toList();
    }

    private record Started(long at, RecordingId id) {}

    @Override
    public Outside amountOutside(WorkspaceId workspace, String region) {
        return transactions.read(em -> RecordedRegions.except(em, workspace, region).stream()
                .map(other -> amount(em, workspace, other))
                .reduce(new Outside(0, 0, 0, 0), JpaRecordingStore::sum));
    }

    private static Outside amount(EntityManager em, WorkspaceId workspace, String region) {
        Object[] sums = em.createQuery(
                        "select count(r), sum(case when r.state = :stored then 0 else 1 end), sum(r.storedObjects),"
                                + " sum(r.storedBytes) from RecordingRow r where r.key.workspace = :workspace"
                                + " and r.region = :region and r.state <> :failed",
                        Object[].class)
                .setParameter("workspace", workspace.value())
                .setParameter("region", region)
                .setParameter("stored", RecordingState.STORED.name())
                .setParameter("failed", RecordingState.FAILED.name())
                .getSingleResult();
        return new Outside(number(sums[0]), number(sums[1]), number(sums[2]), number(sums[3]));
    }

    /** A sum of nothing is null. */
    private static long number(Object sum) {
        return sum == null ? 0 : ((Number) sum).longValue();
    }

    private static Outside sum(Outside one, Outside other) {
        return new Outside(
                one.recordings() + other.recordings(),
                one.unready() + other.unready(),
                one.objects() + other.objects(),
                one.bytes() + other.bytes());
    }

    private static RowKey key(WorkspaceId workspace, RecordingId id) {
        return new RowKey(workspace, id.value());
    }
}
