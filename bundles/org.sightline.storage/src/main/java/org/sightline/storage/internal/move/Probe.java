package org.sightline.storage.internal.move;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.WorkspaceId;

/** Writes to a region to learn how fast it is. */
final class Probe {
    /** The group of everything that a probe writes. */
    static final String GROUP = "region-probe";

    private static final int SMALL = 1 << 10;
    private static final int LARGE = 1 << 20;

    private final Backends backends;
    private final WorkspaceId workspace;
    private final String region;

    Probe(Backends backends, WorkspaceId workspace, String region) {
        this.backends = backends;
        this.workspace = workspace;
        this.region = region;
    }

    /**
     * How long it takes to store, read back and erase.
     *
     * @param perObject however small
     * @param perMegabyte in addition
     */
    record Speed(Duration perObject, Duration perMegabyte) {
        Duration of(long objects, long bytes) {
            double nanos = (double) perObject.toNanos() * objects + (double) perMegabyte.toNanos() * bytes / LARGE;
            return Duration.ofMillis(
                    (long) Math.min(nanos / 1e6, Duration.ofDays(3650).toMillis()));
        }
    }

    /** Measures the first backend that is ready. */
    Speed measure() throws StorageException {
        StorageBackend backend = ready(backends, region);
        roundTrip(backend, SMALL); // the first connection
        long small = roundTrip(backend, SMALL);
        long large = roundTrip(backend, LARGE);
        return new Speed(Duration.ofNanos(small), Duration.ofNanos(Math.max(0, large - small)));
    }

    private long roundTrip(StorageBackend backend, int length) throws StorageException {
        ObjectKey key = freshKey(workspace);
        long start = System.nanoTime();
        Backends.guarded(backend, () -> {
            try {
                backend.put(key, new ByteArrayInputStream(new byte[length]), length);
                try (InputStream in = backend.read(key, 0, length)) {
                    in.transferTo(OutputStream.nullOutputStream());
                }
            } catch (IOException e) {
                throw new StorageException(Reason.TRY_AGAIN, "storage " + backend.name() + " fails: " + e, e);
            } finally {
                backend.delete(key);
            }
            return null;
        });
        return System.nanoTime() - start;
    }

    static ObjectKey freshKey(WorkspaceId workspace) {
        return new ObjectKey(workspace, GROUP, UUID.randomUUID().toString());
    }

    /** @throws StorageException {@code NO_BACKEND} if none of the region is ready, with the reasons of all */
    static StorageBackend ready(Backends backends, String region) throws StorageException {
        List<StorageBackend> members = backends.of(region);
        if (members.isEmpty()) {
            throw new StorageException(Reason.NO_BACKEND, "no storage serves the region " + region);
        }
        StringBuilder reasons = new StringBuilder();
        for (StorageBackend backend : members) {
            StorageBackend.Health health = Backends.health(backend);
            if (health.ready()) {
                return backend;
            }
            reasons.append(reasons.isEmpty() ? "" : "; ").append(health.message());
        }
        throw new StorageException(Reason.NO_BACKEND, "no storage of " + region + " is ready: " + reasons);
    }

    /** Erases what a probe has left that was broken off. */
    void eraseRemains() throws StorageException {
        String prefix = workspace.value() + "/" + GROUP + "/";
        for (StorageBackend backend : backends.of(region)) {
            if (Backends.health(backend).ready()) {
                Listing.forEach(backend, prefix, key -> backend.delete(key));
            }
        }
    }
}
