package org.sightline.persistence.internal.stores;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.MovedObjectRow;
import org.sightline.persistence.internal.rows.RegionChangeRow;
import org.sightline.persistence.internal.rows.RowKey;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.spi.MovedObject;
import org.sightline.storage.spi.RegionChangeStore;
import org.sightline.tenancy.WorkspaceId;

/** Changes of regions. */
@Component
public final class JpaRegionChangeStore implements RegionChangeStore {
    private static final int PAGE = 1_000;

    private final Transactions transactions;

    @Activate
    public JpaRegionChangeStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(WorkspaceId workspace, RegionChange change) {
        Ownership.require(workspace, change.workspace());
        transactions.write(em -> {
            em.persist(new RegionChangeRow(change));
            return null;
        });
    }

    @Override
    public boolean update(WorkspaceId workspace, RegionChange change) {
        return transactions.write(em -> {
            if (!Versions.advance(em, "region_changes", workspace, change.id().value(), change.version())) {
                return false;
            }
            em.find(RegionChangeRow.class, key(workspace, change.id())).change(change);
            return true;
        });
    }

    @Override
    public Optional<RegionChange> find(WorkspaceId workspace, RegionChangeId id) {
        return transactions.read(em -> Optional.ofNullable(em.find(RegionChangeRow.class, key(workspace, id)))
                .map(RegionChangeRow::value));
    }

    @Override
    public List<RegionChange> newest(WorkspaceId workspace, int limit) {
        return transactions.read(em -> em
                .createQuery(
                        "select c from RegionChangeRow c where c.key.workspace = :workspace"
                                + " order by c.startedAt desc, c.key.id desc",
                        RegionChangeRow.class)
                .setParameter("workspace", workspace.value())
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(RegionChangeRow::value)
                .toList());
    }

    @Override
    public List<RegionChange> unfinished() {
        return transactions.read(em -> em
                .createQuery(
                        "select c from RegionChangeRow c where c.state in :states order by c.startedAt, c.key.id",
                        RegionChangeRow.class)
                .setParameter("states", List.of(RegionChange.State.RUNNING.name(), RegionChange.State.PAUSED.name()))
                .getResultList()
                .stream()
                .map(RegionChangeRow::value)
                .toList());
    }

    @Override
    public void noteMoved(WorkspaceId workspace, RegionChangeId id, MovedObject moved) {
        transactions.writeNext(em -> {
            MovedObjectRow row = em.find(MovedObjectRow.class, new MovedObjectRow.Key(workspace, id, moved.path()));
            if (row == null) {
                em.persist(new MovedObjectRow(workspace, id, moved));
            } else {
                row.change(moved);
            }
            return null;
        });
    }

    @Override
    public void scanMoved(WorkspaceId workspace, RegionChangeId id, Consumer<MovedObject> visitor) {
        List<MovedObject> page = moved(workspace, id, "");
        while (!page.isEmpty()) {
            page.forEach(visitor);
            page = moved(workspace, id, page.get(page.size() - 1).path());
        }
    }

    private List<MovedObject> moved(WorkspaceId workspace, RegionChangeId id, String after) {
        return transactions.read(em -> em
                .createQuery(
                        "select m from MovedObjectRow m where m.workspace = :workspace and m.regionChange = :id"
                                + " and m.path > :after order by m.path",
                        MovedObjectRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("id", id.value())
                .setParameter("after", after)
                .setMaxResults(PAGE)
                .getResultList()
                .stream()
                .map(MovedObjectRow::value)
                .toList());
    }

    private static RowKey key(WorkspaceId workspace, RegionChangeId id) {
        return new RowKey(workspace, id.value());
    }
}
