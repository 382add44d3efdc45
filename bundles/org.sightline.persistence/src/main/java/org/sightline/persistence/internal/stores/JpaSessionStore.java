package org.sightline.persistence.internal.stores;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.Nanos;
import org.sightline.persistence.internal.rows.SessionRow;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.SessionStore;

/** Sessions by their token's hash. */
@Component
public final class JpaSessionStore implements SessionStore {
    private final Transactions transactions;

    @Activate
    public JpaSessionStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public void insert(StoredSession session) {
        transactions.write(em -> {
            em.persist(new SessionRow(session));
            return null;
        });
    }

    @Override
    public Optional<StoredSession> findByTokenHash(WorkspaceId workspace, String tokenHash) {
        return transactions.read(em -> em
                .createQuery(
                        "select s from SessionRow s where s.key.workspace = :workspace and s.tokenHash = :hash",
                        SessionRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("hash", tokenHash)
                .getResultList()
                .stream()
                .findFirst()
                .map(SessionRow::value));
    }

    @Override
    public List<StoredSession> ofUser(WorkspaceId workspace, UserId user) {
        return transactions.read(em -> em
                .createQuery(
                        "select s from SessionRow s where s.key.workspace = :workspace and s.user = :user"
                                + " order by s.signedInAt, s.key.id",
                        SessionRow.class)
                .setParameter("workspace", workspace.value())
                .setParameter("user", user.value())
                .getResultList()
                .stream()
                .map(SessionRow::value)
                .toList());
    }

    @Override
    public void touch(WorkspaceId workspace, String id, Instant lastUsedAt) {
        transactions.write(em -> em.createQuery("update SessionRow s set s.lastUsedAt = :at"
                        + " where s.key.workspace = :workspace and s.key.id = :id")
                .setParameter("at", Nanos.of(lastUsedAt))
                .setParameter("workspace", workspace.value())
                .setParameter("id", id)
                .executeUpdate());
    }

    @Override
    public void delete(WorkspaceId workspace, String id) {
        transactions.write(
                em -> em.createQuery("delete from SessionRow s where s.key.workspace = :workspace and s.key.id = :id")
                        .setParameter("workspace", workspace.value())
                        .setParameter("id", id)
                        .executeUpdate());
    }

    @Override
    public int deleteOfUser(WorkspaceId workspace, UserId user) {
        return transactions.write(
                em -> em.createQuery("delete from SessionRow s where s.key.workspace = :workspace and s.user = :user")
                        .setParameter("workspace", workspace.value())
                        .setParameter("user", user.value())
                        .executeUpdate());
    }

    @Override
    public int deleteExpired(Instant lastUsedBefore, Instant signedInBefore) {
        return transactions.write(
                em -> em.createQuery("delete from SessionRow s where s.lastUsedAt < :used or s.signedInAt < :signedIn")
                        .setParameter("used", Nanos.of(lastUsedBefore))
                        .setParameter("signedIn", Nanos.of(signedInBefore))
                        .executeUpdate());
    }
}
