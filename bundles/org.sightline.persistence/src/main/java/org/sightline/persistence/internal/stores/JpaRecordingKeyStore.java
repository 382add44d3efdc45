package org.sightline.persistence.internal.stores;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.persistence.EntityManager;
import javax.persistence.PersistenceException;
import org.apache.openjpa.persistence.OpenJPAEntityManager;
import org.apache.openjpa.persistence.OpenJPAPersistence;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.keys.Keys;
import org.sightline.keys.WrappedKey;
import org.sightline.persistence.internal.Transactions;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingKeyStore;
import org.sightline.tenancy.WorkspaceId;

/** The wrapped keys of the library. */
@Component
public final class JpaRecordingKeyStore implements RecordingKeyStore {
    private static final String FROM =
            " from RecordingRow r where r.key.workspace = :workspace and r.region = :region and ";
    private static final String REPLACE =
            "update recordings set key_provider = ?, key_version = ?, key_ciphertext = ?, version = version + 1"
                    + " where workspace = ? and id = ? and region = ? and key_ciphertext = ?";

    private final Transactions transactions;

    @Activate
    public JpaRecordingKeyStore(@Reference Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public List<String> regions(WorkspaceId workspace) {
        return transactions.read(em -> RecordedRegions.of(em, workspace));
    }

    @Override
    public Due due(WorkspaceId workspace, String region, Keys.Current current) {
        return transactions.read(em -> new Due(
                count(
                        em,
                        KeyVersions.OF_KEYS,
                        "r.state <> '" + RecordingState.FAILED.name() + "'",
                        workspace,
                        region,
                        current),
                count(
                        em,
                        KeyVersions.OF_SIDECARS,
                        "r.state = '" + RecordingState.STORED.name() + "'",
                        workspace,
                        region,
                        current)));
    }

    private static long count(
            EntityManager em,
            KeyVersions versions,
            String states,
            WorkspaceId workspace,
            String region,
            Keys.Current current) {
        return versions.except(em, workspace, region, current).stream()
                .mapToLong(old -> em.createQuery(
                                "select count(r)" + FROM + versions.condition() + " and " + states, Long.class)
                        .setParameter("workspace", workspace.value())
                        .setParameter("region", region)
                        .setParameter("provider", old.provider())
                        .setParameter("version", old.version())
                        .getSingleResult())
                .sum();
    }

    @Override
    public List<HeldKey> keysDue(
            WorkspaceId workspace, String region, Keys.Current current, Optional<RecordingId> after, int limit) {
        return transactions.read(em -> KeyVersions.OF_KEYS.except(em, workspace, region, current).stream()
                .flatMap(old -> em
                        .createQuery(
                                "select r.key.id, r.keyCiphertext" + FROM + KeyVersions.OF_KEYS.condition()
                                        + " and r.state <> :failed and r.key.id > :after"
                                        + KeyVersions.OF_KEYS.orderById(),
                                Object[].class)
                        .setParameter("workspace", workspace.value())
                        .setParameter("region", region)
                        .setParameter("provider", old.provider())
                        .setParameter("version", old.version())
                        .setParameter("failed", RecordingState.FAILED.name())
                        .setParameter("after", after.map(RecordingId::value).orElse(""))
                        .setMaxResults(limit)
                        .getResultList()
                        .stream()
                        .map(row -> new HeldKey(
                                new RecordingId((String) row[0]),
                                new WrappedKey(old.provider(), old.version(), (String) row[1]))))
                .sorted(Comparator.comparing(held -> held.recording().value()))
                .limit(limit)
                .toList());
    }

    @Override
    public int replace(WorkspaceId workspace, List<Replacement> replacements) {
        if (replacements.isEmpty()) {
            return 0;
        }
        List<Replacement> inOrder = replacements.stream() // so that two of these wait for each other, not forever
                .sorted(Comparator.comparing(
                        replacement -> replacement.recording().value()))
                .toList();
        return transactions.write(em -> {
            OpenJPAEntityManager manager = OpenJPAPersistence.cast(em);
            manager.beginStore(); // or its connection would be another one, which commits each statement
            return replaceAll((Connection) manager.getConnection(), workspace, inOrder);
        });
    }

    /** In one batch, because a hundred thousand of them must not take a hundred thousand round trips. */
    private static int replaceAll(Connection connection, WorkspaceId workspace, List<Replacement> replacements) {
        try (connection;
                PreparedStatement statement = connection.prepareStatement(REPLACE)) {
            for (Replacement replacement : replacements) {
                statement.setString(1, replacement.key().provider());
                statement.setString(2, replacement.key().version());
                statement.setString(3, replacement.key().ciphertext());
                statement.setString(4, workspace.value());
                statement.setString(5, replacement.recording().value());
                statement.setString(6, replacement.region());
                statement.setString(7, replacement.ciphertext());
                statement.addBatch();
            }
            return Arrays.stream(statement.executeBatch()).sum();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    @Override
    public List<RecordingId> sidecarsDue(
            WorkspaceId workspace, String region, Keys.Current current, Optional<RecordingId> after, int limit) {
        return transactions.read(em -> KeyVersions.OF_SIDECARS.except(em, workspace, region, current).stream()
                .flatMap(old -> em
                        .createQuery(
                                "select r.key.id" + FROM + KeyVersions.OF_SIDECARS.condition()
                                        + " and r.state = :stored and r.keyProvider = :currentProvider"
                                        + " and r.keyVersion = :currentVersion and r.key.id > :after"
                                        + KeyVersions.OF_SIDECARS.orderById(),
                                String.class)
                        .setParameter("workspace", workspace.value())
                        .setParameter("region", region)
                        .setParameter("provider", old.provider())
                        .setParameter("version", old.version())
                        .setParameter("stored", RecordingState.STORED.name())
                        .setParameter("currentProvider", current.provider())
                        .setParameter("currentVersion", current.version())
                        .setParameter("after", after.map(RecordingId::value).orElse(""))
                        .setMaxResults(limit)
                        .getResultList()
                        .stream())
                .sorted()
                .limit(limit)
                .map(RecordingId::new)
                .toList());
    }
}
