package org.sightline.persistence.internal.stores;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.persistence.internal.DatabaseException;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.RowKey;
import org.sightline.persistence.internal.rows.SettingRow;
import org.sightline.persistence.internal.rows.WorkspaceRow;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.WorkspaceStore;

/** Workspaces and their settings. */
@Component
public final class JpaWorkspaceStore implements WorkspaceStore {
    private final Transactions transactions;

    @Activate
    public JpaWorkspaceStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean insert(Workspace workspace) {
        try {
            return transactions.write(em -> {
                em.persist(new WorkspaceRow(workspace));
                return true;
            });
        } catch (DatabaseException e) {
            if (e.isConflict()) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public Optional<Workspace> find(WorkspaceId id) {
        return transactions.read(em ->
                Optional.ofNullable(em.find(WorkspaceRow.class, id.value())).map(WorkspaceRow::value));
    }

    @Override
    public Optional<Workspace> findByName(String name) {
        return transactions.read(em -> em
                .createQuery("select w from WorkspaceRow w where w.name = :name", WorkspaceRow.class)
                .setParameter("name", name)
                .getResultList()
                .stream()
                .findFirst()
                .map(WorkspaceRow::value));
    }

    @Override
    public List<Workspace> list() {
        return transactions.read(
                em -> em
                        .createQuery("select w from WorkspaceRow w order by w.name", WorkspaceRow.class)
                        .getResultList()
                        .stream()
                        .map(WorkspaceRow::value)
                        .toList());
    }

    @Override
    public boolean update(Workspace workspace) {
        return transactions.write(em -> {
            WorkspaceRow row = em.find(WorkspaceRow.class, workspace.id().value());
            if (row == null) {
                return false;
            }
            row.change(workspace);
            return true;
        });
    }

    @Override
    public Optional<String> setting(WorkspaceId id, String key) {
        return transactions.read(em -> Optional.ofNullable(em.find(SettingRow.class, new RowKey(id, key)))
                .map(SettingRow::value));
    }

    @Override
    public void putSetting(WorkspaceId id, String key, String value) {
        transactions.writeNext(em -> {
            SettingRow row = em.find(SettingRow.class, new RowKey(id, key));
            if (row == null) {
                em.persist(new SettingRow(new RowKey(id, key), value));
            } else {
                row.change(value);
            }
            return null;
        });
    }
}
