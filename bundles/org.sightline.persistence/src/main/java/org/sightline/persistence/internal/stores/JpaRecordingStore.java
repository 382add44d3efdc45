package org.sightline.persistence.internal.stores;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.sightline.recording.Take;
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
                    : Optional.of(values(em, List.of(row)).get(0));
        });
    }

    @Override
    public List<Recording> newest(WorkspaceId workspace, Optional<CallId> call, int limit) {
        return transactions.read(em -> {
            TypedQuery<RecordingRow> query = em.createQuery(
                    "select r from RecordingRow r where r.key.workspace = :workspace"
                            + (call.isPresent() ? " and r.call = :call" : "")
                            + " order by r.startedAt desc, r.key.id desc",
                    RecordingRow.class);
            query.setParameter("workspace", workspace.value());
            call.ifPresent(id -> query.setParameter("call", id.value()));
            return values(em, query.setMaxResults(limit).getResultList());
        });
    }

    @Override
    public List<Recording> unfinished() {
        return transactions.read(em -> values(
                em,
                em.createQuery("select r from RecordingRow r where r.state in :states", RecordingRow.class)
                        .setParameter("states", List.of(RecordingState.RECORDING.name(), RecordingState.SPOOLED.name()))
                        .getResultList()));
    }

    /** Ids are unique across workspaces, but rows are matched with both parts of the key. */
    private static List<Recording> values(EntityManager em, List<RecordingRow> rows) {
        if (rows.isEmpty()) {
            return List.of();
        }
        Map<RowKey, List<Take>> takes = parts(em, rows, "TakeRow", TakeRow.class).stream()
                .collect(groupingBy(
                        take -> new RowKey(take.key().workspace(), take.key().owner()),
                        mapping(TakeRow::value, toList())));
        Map<RowKey, List<Recording.Pause>> pauses = parts(em, rows, "PauseRow", PauseRow.class).stream()
                .collect(groupingBy(
                        pause -> new RowKey(pause.key().workspace(), pause.key().owner()),
                        mapping(PauseRow::value, toList())));
        return rows.stream()
                .map(row ->
                        row.value(takes.getOrDefault(row.key(), List.of()), pauses.getOrDefault(row.key(), List.of())))
                .toList();
    }

    private static <T> List<T> parts(EntityManager em, List<RecordingRow> of, String rows, Class<T> type) {
        return em.createQuery(
                        "select p from " + rows + " p where p.key.workspace in :workspaces and p.key.owner in :ids"
                                + " order by p.key.number",
                        type)
                .setParameter(
                        "workspaces",
                        of.stream()
                                .map(row -> row.key().workspace().value())
                                .distinct()
                                .toList())
                .setParameter("ids", of.stream().map(row -> row.key().id()).toList())
                .getResultList();
    }

    private static RowKey key(WorkspaceId workspace, RecordingId id) {
        return new RowKey(workspace, id.value());
    }
}
