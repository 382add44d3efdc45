package org.sightline.storage.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.StoredObject;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Storage over the backends of each region. */
@Component(configurationPid = StorageConfig.PID)
@Designate(ocd = StorageConfig.class)
public final class RegionalStorage implements Storage {
    private static final Logger LOG = LoggerFactory.getLogger(RegionalStorage.class);

    private final Backends backends;
    private final Patience patience;

    @Activate
    public RegionalStorage(StorageConfig config, @Reference Backends backends) {
        this(backends, Duration.ofSeconds(config.patienceSeconds()));
        if (config.patienceSeconds() < 0 || config.patienceSeconds() > 120) {
            throw new IllegalArgumentException("patienceSeconds of org.sightline.storage: 0 to 120");
        }
    }

    RegionalStorage(Backends backends, Duration patience) {
        this.backends = backends;
        this.patience = new Patience(backends, patience);
    }

    @Override
    public List<Region> regions() {
        Map<String, List<Backend>> byRegion = backends.conditions().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return byRegion.entrySet().stream()
                .map(entry -> region(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Region region(String name, List<Backend> members) {
        return new Region(
                name,
                members,
                members.stream().anyMatch(Backend::ready),
                members.stream().map(Backend::message).collect(Collectors.joining("; ")));
    }

    @Override
    public StoredObject put(Caller caller, String region, ObjectKey key, Path file) throws StorageException {
        requireOwn(caller, key);
        Set<String> told = new HashSet<>();
        return patience.run(() -> putOnce(region, key, file, told));
    }

    private StoredObject putOnce(String region, ObjectKey key, Path file, Set<String> told) throws StorageException {
        StorageException failure = new StorageException(Reason.NO_BACKEND, "no storage serves the region " + region);
        for (StorageBackend backend : backends.of(region)) {
            try {
                return Backends.guarded(backend, () -> putInto(backend, key, file));
            } catch (StorageException e) {
                if (e.reason() == Reason.EXISTS || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                if (told.add(backend.name())) { // once, however often it is tried
                    LOG.warn("Storage {} cannot store {}: {}", backend.name(), key.path(), e.getMessage());
                }
                failure = moreHopeful(e, failure);
            }
        }
        throw failure;
    }

    /** Of two failures the one that is worth another try; else the primary's. */
    private static StorageException moreHopeful(StorageException next, StorageException before) {
        return before.reason() == Reason.NO_BACKEND || next.reason() == Reason.TRY_AGAIN ? next : before;
    }

    private static StoredObject putInto(StorageBackend backend, ObjectKey key, Path file) throws StorageException {
        try (DigestInputStream in = Digests.over(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            long length = Files.size(file);
            String sha256;
            try {
                sha256 = Verified.put(backend, key, in, length, UnaryOperator.identity());
            } catch (StorageException e) { // an earlier try may already have stored it
                sha256 = Digests.drain(in);
                if (e.reason() != Reason.EXISTS
                        || !Verified.holds(backend, key, length, sha256, UnaryOperator.identity())) {
                    throw e;
                }
            }
            return new StoredObject(key, backend.region(), backend.name(), length, sha256);
        } catch (IOException e) {
            throw new StorageException(Reason.TRY_AGAIN, "cannot store " + key.path() + ": " + e, e);
        }
    }

    @Override
    public InputStream read(Caller caller, StoredObject object, long offset, long length) throws StorageException {
        requireOwn(caller, object.key());
        if (offset < 0 || length < 0 || offset > object.length() - length) {
            throw new IllegalArgumentException(
                    "no such range in " + object.key().path());
        }
        return new ResumingStream(
                (from, count) -> patience.run(() -> on(object, backend -> backend.read(object.key(), from, count))),
                offset,
                length);
    }

    @Override
    public void delete(Caller caller, StoredObject object) throws StorageException {
        requireOwn(caller, object.key());
        patience.run(() -> on(object, backend -> backend.delete(object.key())));
    }

    @FunctionalInterface
    private interface Operation<T> {
        T on(StorageBackend backend) throws StorageException;
    }

    private <T> T on(StoredObject object, Operation<T> operation) throws StorageException {
        StorageBackend backend = backends.of(object.region(), object.backend())
                .orElseThrow(() -> new StorageException(
                        Reason.NO_BACKEND,
                        "the storage " + object.backend() + " of " + object.region() + " is not there"));
        return Backends.guarded(backend, () -> operation.on(backend));
    }

    private static void requireOwn(Caller caller, ObjectKey key) throws StorageException {
        if (!caller.workspace().equals(key.workspace())) {
            throw new StorageException(Reason.NOT_FOUND, "there is no object " + key.path());
        }
    }
}
