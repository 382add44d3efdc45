package org.sightline.storage.internal.move;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.sightline.audit.Audit;
import org.sightline.audit.AuditEntry;
import org.sightline.keys.KeysException;
import org.sightline.keys.Signatures;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StoredObject;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.internal.Digests;
import org.sightline.storage.internal.PatientStorage;
import org.sightline.storage.spi.InMemoryRegionChangeStore;
import org.sightline.storage.spi.InMemoryStorageBackend;
import org.sightline.storage.spi.ObjectOwner;
import org.sightline.storage.spi.RegionChangeStore;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.WorkspaceId;
import org.sightline.tenancy.Workspaces;

/** What outlives a run of the platform, and runs over it. */
final class World {
    static final String CANADA = "ca-central-1";
    static final String EUROPE = "eu-central-1";

    final WorkspaceId workspace = WorkspaceId.fresh();
    final Caller administrator = new Caller(workspace, "usr_admin", java.util.Set.of(Role.ADMINISTRATOR));
    final InMemoryStorageBackend canada = new InMemoryStorageBackend("file-main", CANADA);
    final InMemoryStorageBackend europe = new InMemoryStorageBackend("s3-main", EUROPE);
    final List<StorageBackend> backends = new CopyOnWriteArrayList<>(List.of(canada, europe));
    final InMemoryRegionChangeStore store = new InMemoryRegionChangeStore();
    final FakeOwner.Rows rows = new FakeOwner.MemoryRows();
    final List<String> audited = new CopyOnWriteArrayList<>();
    final KeyPair signing = signing();
    final Towns towns = new Towns();
    volatile Optional<KeysException> signingFails = Optional.empty();
    volatile Optional<RuntimeException> auditFails = Optional.empty();

    private static KeyPair signing() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the workspace is. */
    final class Towns implements Workspaces {
        private volatile String region = CANADA;

        @Override
        public Workspace create(Caller operator, String name, String displayName, String at) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Workspace get(Caller caller) {
            return new Workspace(workspace, "acme", "Acme", region, Instant.EPOCH);
        }

        @Override
        public Optional<Workspace> byName(Caller operator, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Workspace> list(Caller operator) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Workspace changeRegion(Caller caller, String to) {
            region = to;
            return get(caller);
        }

        @Override
        public Optional<String> setting(Caller caller, String key) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void changeSetting(Caller caller, String key, String value) {
            throw new UnsupportedOperationException();
        }
    }

    private final class Ledger implements Audit {
        @Override
        public AuditEntry record(
                Caller caller, String action, String resource, Outcome outcome, Map<String, String> detail) {
            auditFails.ifPresent(failure -> {
                throw failure;
            });
            audited.add(action);
            return new AuditEntry(
                    workspace, 1, Instant.EPOCH, caller.subject(), action, resource, outcome, detail, "", "");
        }

        @Override
        public List<AuditEntry> list(Caller caller, long beforeSequence, int limit) {
            return List.of();
        }

        @Override
        public Verification verify(Caller caller) {
            throw new UnsupportedOperationException();
        }
    }

    private Signatures.Signature sign(byte[] content) throws KeysException {
        if (signingFails.isPresent()) {
            throw signingFails.get();
        }
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(signing.getPrivate());
            signature.update(content);
            Base64.Encoder base64 = Base64.getEncoder();
            return new Signatures.Signature(
                    "Ed25519",
                    base64.encodeToString(signing.getPublic().getEncoded()),
                    base64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] noise(String seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed.hashCode()).nextBytes(bytes);
        return bytes;
    }

    /** A set of a small object and these large ones, kept in a backend. */
    void keep(InMemoryStorageBackend backend, String set, int... lengths) throws StorageException {
        List<StoredObject> objects = new ArrayList<>();
        objects.add(store(backend, new ObjectKey(workspace, set, "key.json"), FakeOwner.small(set, backend.region())));
        for (int i = 0; i < lengths.length; i++) {
            ObjectKey key = new ObjectKey(workspace, set, "take-" + i);
            objects.add(store(backend, key, noise(key.path(), lengths[i])));
        }
        rows.replace(set, objects);
    }

    static StoredObject store(StorageBackend backend, ObjectKey key, byte[] content) throws StorageException {
        backend.put(key, new ByteArrayInputStream(content), content.length);
        return new StoredObject(key, backend.region(), backend.name(), content.length, Digests.of(content));
    }

    static List<ObjectKey> keys(StorageBackend backend) throws StorageException {
        try (Stream<ObjectKey> keys = backend.list("")) {
            return keys.toList();
        }
    }

    /** Every pointer points to an object that holds what it shall hold. */
    void assertAuthoritative() throws Exception {
        for (Map.Entry<String, List<StoredObject>> set : rows.all().entrySet()) {
            for (StoredObject object : set.getValue()) {
                StorageBackend holder = backends.stream()
                        .filter(backend -> backend.name().equals(object.backend())
                                && backend.region().equals(object.region()))
                        .findFirst()
                        .orElseThrow();
                byte[] expected = object.key().name().equals("key.json")
                        ? FakeOwner.small(set.getKey(), object.region())
                        : noise(object.key().path(), (int) object.length());
                assertArrayEquals(
                        expected,
                        holder.read(object.key(), 0, object.length()).readAllBytes(),
                        object.key().path());
            }
        }
    }

    /** Everything lies in one region, once, and nothing anywhere else. */
    void assertAllIn(String region) throws Exception {
        assertAuthoritative();
        List<ObjectKey> pointed = rows.all().values().stream()
                .flatMap(List::stream)
                .map(StoredObject::key)
                .sorted(java.util.Comparator.comparing(ObjectKey::path))
                .toList();
        List<ObjectKey> there = new ArrayList<>();
        for (StorageBackend backend : backends) {
            if (backend.region().equals(region)) {
                there.addAll(keys(backend));
            } else {
                assertEquals(List.of(), keys(backend), backend.name());
            }
        }
        there.sort(java.util.Comparator.comparing(ObjectKey::path));
        assertEquals(pointed, there);
    }

    /** One run of the platform. */
    final class Run implements AutoCloseable {
        final Backends registered = new Backends();
        private final Map<StorageBackend, StorageBackend> bound = new ConcurrentHashMap<>();
        final Owners owners = new Owners("recordings");
        final Faults faults;
        final StoredRegionChanges changes;

        Run(Faults faults) {
            this(faults, new FakeOwner("recordings", faults.over(FakeOwner.Rows.class, rows)));
        }

        Run(Faults faults, ObjectOwner owner) {
            this.faults = faults;
            backends.forEach(this::bind);
            owners.bindOwner(owner);
            Storage storage = PatientStorage.over(registered, Duration.ofMillis(20));
            changes = new StoredRegionChanges(new Equipment(
                    faults.over(Workspaces.class, towns),
                    new ChangeRows(faults.over(RegionChangeStore.class, store)),
                    faults.over(Audit.class, new Ledger()),
                    faults.over(Signatures.class, World.this::sign),
                    registered,
                    owners,
                    storage,
                    Clock.systemUTC(),
                    Duration.ofMillis(5),
                    Duration.ofMillis(40),
                    Duration.ofMinutes(1),
                    2));
        }

        /** The first is the primary one of its region. */
        void bind(StorageBackend backend) {
            StorageBackend seen = faults.over(StorageBackend.class, backend);
            bound.put(backend, seen);
            registered.bindBackend(seen, Map.of("service.ranking", -backends.indexOf(backend)));
        }

        void unbind(StorageBackend backend) {
            registered.unbindBackend(bound.remove(backend));
        }

        @Override
        public void close() {
            changes.close();
        }
    }

    Run run() {
        return new Run(new Faults(Integer.MAX_VALUE));
    }
}
