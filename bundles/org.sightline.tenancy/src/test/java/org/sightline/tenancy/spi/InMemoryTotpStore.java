package org.sightline.tenancy.spi;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.WorkspaceId;

/** Secrets of a test. */
public final class InMemoryTotpStore implements TotpStore {
    private record Key(WorkspaceId workspace, UserId user) {}

    private static final class Row {
        private final String sealedSecret;
        private boolean confirmed;
        private long lastStep = Long.MIN_VALUE;
        private final Set<String> recoveryCodes = new HashSet<>();

        Row(String sealedSecret) {
            this.sealedSecret = sealedSecret;
        }
    }

    private final Map<Key, Row> rows = new ConcurrentHashMap<>();

    @Override
    public synchronized Optional<StoredTotp> find(WorkspaceId workspace, UserId user) {
        return row(workspace, user).map(row -> new StoredTotp(row.sealedSecret, row.confirmed));
    }

    @Override
    public synchronized boolean enrol(WorkspaceId workspace, UserId user, String sealedSecret) {
        if (row(workspace, user).filter(row -> row.confirmed).isPresent()) {
            return false;
        }
        rows.put(new Key(workspace, user), new Row(sealedSecret));
        return true;
    }

    @Override
    public synchronized boolean confirm(
            WorkspaceId workspace, UserId user, String sealedSecret, long step, List<String> recoveryCodeHashes) {
        Optional<Row> waiting =
                row(workspace, user).filter(row -> !row.confirmed && row.sealedSecret.equals(sealedSecret));
        waiting.ifPresent(row -> {
            row.confirmed = true;
            row.lastStep = step;
            row.recoveryCodes.addAll(recoveryCodeHashes);
        });
        return waiting.isPresent();
    }

    @Override
    public synchronized boolean useStep(WorkspaceId workspace, UserId user, long step) {
        Optional<Row> usable = row(workspace, user).filter(row -> row.confirmed && row.lastStep < step);
        usable.ifPresent(row -> row.lastStep = step);
        return usable.isPresent();
    }

    @Override
    public synchronized boolean useRecoveryCode(WorkspaceId workspace, UserId user, String hash) {
        return row(workspace, user)
                .filter(row -> row.recoveryCodes.remove(hash))
                .isPresent();
    }

    @Override
    public synchronized int recoveryCodes(WorkspaceId workspace, UserId user) {
        return row(workspace, user).map(row -> row.recoveryCodes.size()).orElse(0);
    }

    @Override
    public synchronized boolean delete(WorkspaceId workspace, UserId user) {
        return rows.remove(new Key(workspace, user)) != null;
    }

    private Optional<Row> row(WorkspaceId workspace, UserId user) {
        return Optional.ofNullable(rows.get(new Key(workspace, user)));
    }
}
