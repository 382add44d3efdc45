package org.sightline.persistence.internal.stores;

import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.persistence.internal.DatabaseException;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.RowKey;
import org.sightline.persistence.internal.rows.UserRow;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.UserStore;

/** Users and their passwords' hashes. */
@Component
public final class JpaUserStore implements UserStore {
    private final Transactions transactions;

    @Activate
    public JpaUserStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public boolean insert(User user, String passwordHash) {
        try {
            return transactions.write(em -> {
                em.persist(new UserRow(user, passwordHash));
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
    public Optional<User> find(WorkspaceId workspace, UserId id) {
        return row(workspace, id).map(UserRow::value);
    }

    @Override
    public Optional<User> findByName(WorkspaceId workspace, String name) {
        return transactions.read(em -> em
                .createQuery(
                        "select u from UserRow u where u.key.workspace = :workspace and u.name = :name", UserRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("name", name)
                .getResultList()
                .stream()
                .findFirst()
                .map(UserRow::value));
    }

    @Override
    public List<User> list(WorkspaceId workspace) {
        return transactions.read(em -> em
                .createQuery(
                        "select u from UserRow u where u.key.workspace = :workspace order by u.name", UserRow.class)
                .setParameter("workspace", workspace.value())
                .getResultList()
                .stream()
                .map(UserRow::value)
                .toList());
    }

    @Override
    public boolean update(User user) {
        return transactions.write(em -> {
            UserRow row = em.find(
                    UserRow.class, new RowKey(user.workspace(), user.id().value()));
            if (row == null) {
                return false;
            }
            row.change(user);
            return true;
        });
    }

    @Override
    public Optional<String> passwordHash(WorkspaceId workspace, UserId id) {
        return row(workspace, id).map(UserRow::passwordHash);
    }

    @Override
    public void putPasswordHash(WorkspaceId workspace, UserId id, String hash, boolean changeDue) {
        transactions.write(em -> {
            UserRow row = em.find(UserRow.class, new RowKey(workspace, id.value()));
            if (row != null) {
                row.changePassword(hash, changeDue);
            }
            return null;
        });
    }

    private Optional<UserRow> row(WorkspaceId workspace, UserId id) {
        return transactions.read(em -> Optional.ofNullable(em.find(UserRow.class, new RowKey(workspace, id.value()))));
    }
}
