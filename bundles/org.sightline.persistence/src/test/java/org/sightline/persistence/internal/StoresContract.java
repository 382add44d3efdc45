package org.sightline.persistence.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.sightline.audit.spi.AuditStore;
import org.sightline.audit.spi.AuditStoreContract;
import org.sightline.audit.spi.CheckpointStore;
import org.sightline.audit.spi.CheckpointStoreContract;
import org.sightline.calls.spi.CallStore;
import org.sightline.calls.spi.CallStoreContract;
import org.sightline.events.Event;
import org.sightline.events.spi.OutboxStore;
import org.sightline.events.spi.OutboxStoreContract;
import org.sightline.persistence.internal.rows.OutboxRow;
import org.sightline.persistence.internal.stores.JpaAuditStore;
import org.sightline.persistence.internal.stores.JpaCallStore;
import org.sightline.persistence.internal.stores.JpaCheckpointStore;
import org.sightline.persistence.internal.stores.JpaOutboxStore;
import org.sightline.persistence.internal.stores.JpaRecordingCheckStore;
import org.sightline.persistence.internal.stores.JpaRecordingKeyStore;
import org.sightline.persistence.internal.stores.JpaRecordingStore;
import org.sightline.persistence.internal.stores.JpaRegionChangeStore;
import org.sightline.persistence.internal.stores.JpaSessionStore;
import org.sightline.persistence.internal.stores.JpaTotpStore;
import org.sightline.persistence.internal.stores.JpaUserStore;
import org.sightline.persistence.internal.stores.JpaWorkspaceStore;
import org.sightline.recording.spi.RecordingCheckStore;
import org.sightline.recording.spi.RecordingCheckStoreContract;
import org.sightline.recording.spi.RecordingKeyStore;
import org.sightline.recording.spi.RecordingKeyStoreContract;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.recording.spi.RecordingStoreContract;
import org.sightline.storage.spi.RegionChangeStore;
import org.sightline.storage.spi.RegionChangeStoreContract;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.spi.SessionStore;
import org.sightline.tenancy.spi.SessionStoreContract;
import org.sightline.tenancy.spi.TotpStore;
import org.sightline.tenancy.spi.TotpStoreContract;
import org.sightline.tenancy.spi.UserStore;
import org.sightline.tenancy.spi.UserStoreContract;
import org.sightline.tenancy.spi.WorkspaceStore;
import org.sightline.tenancy.spi.WorkspaceStoreContract;

/** Every store on one database. */
abstract class StoresContract {
    private static final List<String> TABLES = List.of(
            "sessions",
            "user_recovery_codes",
            "user_totp",
            "users",
            "workspace_settings",
            "workspaces",
            "audit_checkpoints",
            "audit_entries",
            "audit_heads",
            "outbox",
            "handled_events",
            "call_invitations",
            "call_consents",
            "calls",
            "region_change_objects",
            "region_changes",
            "recording_takes",
            "recording_pauses",
            "recordings");

    private final Transactions transactions = transactions();

    /** Of the database, which stays open through the whole test class. */
    protected abstract Transactions transactions();

    @BeforeEach
    final void tablesAreEmpty() {
        transactions.write(em -> {
            TABLES.forEach(table -> em.createNativeQuery("delete from " + table).executeUpdate());
            return null;
        });
    }

    @Nested
    class Workspaces extends WorkspaceStoreContract {
        @Override
        protected WorkspaceStore store() {
            return new JpaWorkspaceStore(transactions);
        }
    }

    @Nested
    class Users extends UserStoreContract {
        @Override
        protected UserStore store() {
            return new JpaUserStore(transactions);
        }

        @Override
        protected void prepare(WorkspaceId workspace) {
            insertWorkspace(workspace);
        }
    }

    @Nested
    class Sessions extends SessionStoreContract {
        @Override
        protected SessionStore store() {
            return new JpaSessionStore(transactions);
        }

        @Override
        protected void prepare(WorkspaceId workspace, UserId user) {
            insertUser(workspace, user);
        }
    }

    @Nested
    class SecondFactors extends TotpStoreContract {
        @Override
        protected TotpStore store() {
            return new JpaTotpStore(transactions);
        }

        @Override
        protected void prepare(WorkspaceId workspace, UserId user) {
            insertUser(workspace, user);
        }
    }

    @Nested
    class AuditEntries extends AuditStoreContract {
        @Override
        protected AuditStore store() {
            return new JpaAuditStore(transactions);
        }
    }

    @Nested
    class AuditCheckpoints extends CheckpointStoreContract {
        @Override
        protected CheckpointStore store() {
            return new JpaCheckpointStore(transactions);
        }

        @Override
        protected AuditStore log() {
            return new JpaAuditStore(transactions);
        }
    }

    @Nested
    class Outbox extends OutboxStoreContract {
        @Override
        protected OutboxStore store() {
            return new JpaOutboxStore(transactions);
        }

        @Override
        protected void write(List<Event> events) {
            transactions.write(em -> {
                OutboxRow.write(em, events);
                return null;
            });
        }
    }

    @Nested
    class Calls extends CallStoreContract {
        @Override
        protected CallStore store() {
            return new JpaCallStore(transactions);
        }

        @Override
        protected List<Event> writtenEvents() {
            return new JpaOutboxStore(transactions).unsent(1_000);
        }
    }

    @Nested
    class Recordings extends RecordingStoreContract {
        @Override
        protected RecordingStore store() {
            return new JpaRecordingStore(transactions);
        }

        @Override
        protected List<Event> writtenEvents() {
            return new JpaOutboxStore(transactions).unsent(1_000);
        }
    }

    @Nested
    class RecordingKeys extends RecordingKeyStoreContract {
        @Override
        protected RecordingStore recordings() {
            return new JpaRecordingStore(transactions);
        }

        @Override
        protected RecordingKeyStore keys() {
            return new JpaRecordingKeyStore(transactions);
        }
    }

    @Nested
    class RecordingChecks extends RecordingCheckStoreContract {
        @Override
        protected RecordingStore recordings() {
            return new JpaRecordingStore(transactions);
        }

        @Override
        protected RecordingCheckStore checks() {
            return new JpaRecordingCheckStore(transactions);
        }

        @Override
        protected List<Event> writtenEvents() {
            return new JpaOutboxStore(transactions).unsent(1_000);
        }
    }

    @Nested
    class RegionChanges extends RegionChangeStoreContract {
        @Override
        protected RegionChangeStore create() {
            return new JpaRegionChangeStore(transactions);
        }
    }

    @Nested
    class Concurrency extends ConcurrencyContract {
        @Override
        protected Transactions transactions() {
            return transactions;
        }
    }

    private void insertWorkspace(WorkspaceId workspace) {
        String name = workspace.value().substring(3).replace("-", "");
        new JpaWorkspaceStore(transactions)
                .insert(new Workspace(workspace, name, "Chauffage Tremblay", "ca-central-1", Instant.EPOCH));
    }

    private void insertUser(WorkspaceId workspace, UserId id) {
        insertWorkspace(workspace);
        User user = new User(id, workspace, "marie", "Marie", Role.TECHNICIAN, true, false, false, Instant.EPOCH);
        new JpaUserStore(transactions).insert(user, "hash");
    }

    /** An event of no particular meaning. */
    static Event event(WorkspaceId workspace) {
        return Event.of(workspace, "test.happened", "subject", Instant.EPOCH, Map.of());
    }
}
