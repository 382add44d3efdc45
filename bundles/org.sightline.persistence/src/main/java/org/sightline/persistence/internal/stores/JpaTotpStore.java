package org.sightline.persistence.internal.stores;

import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManager;
import javax.persistence.LockModeType;
import javax.persistence.Query;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.rows.RowKey;
import org.sightline.persistence.internal.rows.TotpRow;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.TotpStore;

/** The secrets of users' authenticator apps. What may happen once only is one statement that compares and sets. */
@Component
public final class JpaTotpStore implements TotpStore {
    private final Transactions transactions;

    @Activate
    public JpaTotpStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<StoredTotp> find(WorkspaceId workspace, UserId user) {
        return transactions.read(em -> Optional.ofNullable(em.find(TotpRow.class, key(workspace, user)))
                .map(TotpRow::value));
    }

    @Override
    public boolean enrol(WorkspaceId workspace, UserId user, String sealedSecret) {
        return transactions.writeNext(em -> {
            TotpRow row = em.find(TotpRow.class, key(workspace, user), LockModeType.PESSIMISTIC_WRITE);
            if (row == null) {
                row = new TotpRow(workspace, user);
                em.persist(row);
            }
            boolean waits = !row.confirmed();
            if (waits) {
                row.replace(sealedSecret);
            }
            return waits;
        });
    }

    @Override
    public boolean confirm(
            WorkspaceId workspace, UserId user, String sealedSecret, long step, List<String> recoveryCodeHashes) {
        return transactions.write(em -> {
            boolean confirmed = execute(
                    em,
                    "update user_totp set confirmed = true, last_step = ?"
                            + " where workspace = ? and id = ? and secret = ? and confirmed = false",
                    step,
                    workspace.value(),
                    user.value(),
                    sealedSecret);
            if (confirmed) {
                recoveryCodeHashes.forEach(hash -> execute(
                        em,
                        "insert into user_recovery_codes (workspace, user_id, code_hash) values (?, ?, ?)",
                        workspace.value(),
                        user.value(),
                        hash));
            }
            return confirmed;
        });
    }

    @Override
    public boolean useStep(WorkspaceId workspace, UserId user, long step) {
        return transactions.write(em -> execute(
                em,
                "update user_totp set last_step = ? where workspace = ? and id = ? and confirmed = true and last_step < ?",
                step,
                workspace.value(),
                user.value(),
                step));
    }

    @Override
    public boolean useRecoveryCode(WorkspaceId workspace, UserId user, String hash) {
        return transactions.write(em -> execute(
                em,
                "delete from user_recovery_codes where workspace = ? and user_id = ? and code_hash = ?",
                workspace.value(),
                user.value(),
                hash));
    }

    @Override
    public int recoveryCodes(WorkspaceId workspace, UserId user) {
        return transactions.read(em -> {
            Object count = query(
                            em,
                            "select count(*) from user_recovery_codes where workspace = ? and user_id = ?",
                            workspace.value(),
                            user.value())
                    .getSingleResult();
            return ((Number) count).intValue();
        });
    }

    @Override
    public boolean delete(WorkspaceId workspace, UserId user) {
        return transactions.write(em -> {
            execute(
                    em,
                    "delete from user_recovery_codes where workspace = ? and user_id = ?",
                    workspace.value(),
                    user.value());
            return execute(em, "delete from user_totp where workspace = ? and id = ?", workspace.value(), user.value());
        });
    }

    private static RowKey key(WorkspaceId workspace, UserId user) {
        return new RowKey(workspace, user.value());
    }

    private static boolean execute(EntityManager em, String sql, Object... parameters) {
        return query(em, sql, parameters).executeUpdate() > 0;
    }

    private static Query query(EntityManager em, String sql, Object... parameters) {
        Query query = em.createNativeQuery(sql);
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }
}
