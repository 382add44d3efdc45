package org.sightline.persistence.internal.stores;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import javax.persistence.EntityManager;
import org.sightline.persistence.internal.rows.PauseRow;
import org.sightline.persistence.internal.rows.RecordingRow;
import org.sightline.persistence.internal.rows.RowKey;
import org.sightline.persistence.internal.rows.TakeRow;
import org.sightline.recording.Recording;
import org.sightline.recording.Take;

/** Recordings with the takes and pauses that belong to their rows. */
final class RecordingValues {
    private RecordingValues() {}

    /** Ids are unique across workspaces, but rows are matched with both parts of the key. */
    static List<Recording> of(EntityManager em, List<RecordingRow> rows) {
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
}
