package org.sightline.itests.move;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.sightline.audit.Audit;
import org.sightline.events.Events;
import org.sightline.keys.Keys;
import org.sightline.keys.Signatures;
import org.sightline.persistence.internal.Transactions;
import org.sightline.persistence.internal.stores.JpaRecordingStore;
import org.sightline.persistence.internal.stores.JpaRegionChangeStore;
import org.sightline.persistence.internal.stores.JpaWorkspaceStore;
import org.sightline.recording.internal.spool.Completion;
import org.sightline.recording.internal.spool.RecordingTurns;
import org.sightline.recording.internal.spool.Sidecars;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.internal.upkeep.RecordingObjects;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.RegionChanges;
import org.sightline.storage.Storage;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.internal.RegionalStorage;
import org.sightline.storage.internal.StorageConfig;
import org.sightline.storage.internal.move.Owners;
import org.sightline.storage.internal.move.StoredRegionChanges;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.storage.spi.RegionChangeStore;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.Workspaces;
import org.sightline.tenancy.spi.WorkspaceStore;

/**
 * What takes part in a change of region, as it is in the platform: recordings, the mover, two regions in directories, the
 * database in a file. What it does to storage and to the database is counted.
 */
final class House implements AutoCloseable {
    static final String FROM = "ca-central-1";
    static final String TO = "eu-central-1";

    /** Not counted: for whoever looks at it. */
    final RecordingStore recordings;

    final RegionChangeStore changeRows;
    final WorkspaceStore workspaceRows;
    final Storage storage;
    final Keys keys = new RegionalKeys();
    private final AutoCloseable database;
    private final Backends backends = new Backends();
    private final StorageConfig config =
            Parts.config(StorageConfig.class, Map.of("moveAtOnce", 1)); // in the same order each time
    private final Countdown countdown;
    private final Audit audit = Parts.answering(Audit.class, (proxy, method, arguments) -> null);
    private final Path spoolFolder;
    private RegionChanges changes;
    private Completion completion;

    House(Path folder, Countdown countdown) throws Exception {
        this.countdown = countdown;
        spoolFolder = folder.resolve("spool");
        Class<?> open = Class.forName("org.sightline.persistence.internal.OpenDatabase");
        database = (AutoCloseable) Parts.call(open, null, "open", source(folder), 4, true);
        Transactions transactions = (Transactions) Parts.call(open, database, "transactions");
        recordings = new JpaRecordingStore(transactions);
        changeRows = new JpaRegionChangeStore(transactions);
        workspaceRows = new JpaWorkspaceStore(transactions);
        for (String region : List.of(FROM, TO)) {
            StorageBackend backend = countdown.counted(StorageBackend.class, backend(folder, region));
            backends.bindBackend(backend, Map.of("service.id", (long) region.hashCode()));
        }
        storage = Parts.component(RegionalStorage.class, config, backends);
    }

    private static DataSource source(Path folder) throws Exception {
        Class<?> embedded = Class.forName("org.sightline.persistence.internal.EmbeddedH2");
        Object settings = Parts.call(embedded, null, "in", folder.resolve("database"), 4);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(text(settings, "url"));
        source.setUser(text(settings, "user"));
        source.setPassword(text(settings, "password"));
        return source;
    }

    private static String text(Object settings, String name) throws Exception {
        return (String) Parts.call(settings.getClass(), settings, name);
    }

    private static StorageBackend backend(Path folder, String region) throws Exception {
        Class<?> type = Class.forName("org.sightline.storage.file.internal.FileStorageBackend");
        Class<?> configType = Class.forName(type.getName() + "$Config");
        Map<String, Object> settings = Map.of(
                "name",
                "file-" + region,
                "region",
                region,
                "directory",
                folder.resolve("storage").toString(),
                "minFreeMegabytes",
                0L);
        return (StorageBackend) Parts.component(type, Parts.config(configType, settings), Map.of());
    }

    /** Starts what moves; what an earlier process left under way goes on by itself. */
    RegionChanges changes() throws Exception {
        RecordingStore counted = countdown.counted(RecordingStore.class, recordings);
        Events events = Parts.answering(Events.class, (proxy, method, arguments) -> null);
        RecordingTurns turns = new RecordingTurns();
        Spool spool = new Spool(spoolFolder, 0, () -> Long.MAX_VALUE);
        Sidecars sidecars = new Sidecars(recordings, events, spool, storage, turns);
        completion = new Completion(recordings, events, spool, turns, sidecars, keys, storage);
        ObjectOwner owner = new RecordingObjects(counted, events, turns, keys, completion);
        Owners owners = new Owners(config);
        Parts.call(Owners.class, owners, "bindOwner", owner);
        Signatures signatures = content -> new Signatures.Signature("Ed25519", "a key", "signed");
        changes = Parts.component(
                StoredRegionChanges.class,
                config,
                workspaces(countdown.counted(WorkspaceStore.class, workspaceRows)),
                countdown.counted(RegionChangeStore.class, changeRows),
                audit,
                signatures,
                backends,
                owners,
                storage);
        return changes;
    }

    private static Workspaces workspaces(WorkspaceStore store) {
        return Parts.answering(Workspaces.class, (proxy, method, arguments) -> {
            Workspace workspace =
                    store.find(((Caller) arguments[0]).workspace()).orElseThrow();
            return method.getName().equals("changeRegion")
                    ? changed(store, workspace, (String) arguments[1])
                    : got(method, workspace);
        });
    }

    private static Workspace got(Method method, Workspace workspace) {
        if (!method.getName().equals("get")) {
            throw new UnsupportedOperationException(method.getName());
        }
        return workspace;
    }

    private static Workspace changed(WorkspaceStore store, Workspace workspace, String region) {
        Workspace changed =
                new Workspace(workspace.id(), workspace.name(), workspace.displayName(), region, Instant.EPOCH);
        store.update(changed);
        return changed;
    }

    @Override
    public void close() throws Exception {
        if (changes != null) {
            Parts.call(StoredRegionChanges.class, changes, "close");
            completion.close();
        }
        database.close();
    }
}
