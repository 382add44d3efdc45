package org.sightline.storage.internal.move;

import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.spi.StorageBackend;
import org.sightline.tenancy.WorkspaceId;

/**
 * Makes sure that two backends are two places, by writing to one and looking into the other: were they one, erasing a source
 * would erase its copy. What was found to be apart stays so as long as both stay registered.
 */
final class Separation {
    private record Pair(StorageBackend written, StorageBackend looked) {}

    private final Backends backends;
    private final WorkspaceId workspace;
    private final String region;
    private final Set<Pair> apart = ConcurrentHashMap.newKeySet();

    /** @param region the destination */
    Separation(Backends backends, WorkspaceId workspace, String region) {
        this.backends = backends;
        this.workspace = workspace;
        this.region = region;
    }

    /**
     * Says early what can be said: a backend that does not answer is asked again before anything in it is erased.
     *
     * @throws StorageException {@code YOUR_SETTINGS} if another region's backend is the same place
     */
    void requireOfAll() throws StorageException {
        for (StorageBackend other : backends.all()) {
            if (!other.region().equals(region)) {
                try {
                    require(other);
                } catch (StorageException e) {
                    if (e.reason() == Reason.YOUR_SETTINGS && e.getMessage().startsWith("two storages")) {
                        throw e;
                    }
                }
            }
        }
    }

    /** @throws StorageException {@code YOUR_SETTINGS} if it is the same place as one of the destination; as they fail */
    void require(StorageBackend other) throws StorageException {
        for (StorageBackend destination : backends.of(region)) {
            if (destination != other && !areApart(destination, other)) {
                throw new StorageException(
                        Reason.YOUR_SETTINGS,
                        "two storages keep their objects in one place: " + destination.name() + " of " + region
                                + " and " + other.name() + " of " + other.region());
            }
        }
    }

    boolean areApart(StorageBackend written, StorageBackend looked) throws StorageException {
        Pair pair = new Pair(written, looked);
        if (apart.contains(pair)) {
            return true;
        }
        ObjectKey key = Probe.freshKey(workspace);
        boolean seen = Backends.guarded(written, () -> {
            try {
                written.put(key, new ByteArrayInputStream(new byte[1]), 1);
                return Backends.guarded(looked, () -> looked.length(key)).isPresent();
            } finally {
                written.delete(key);
            }
        });
        if (!seen) {
            apart.add(pair);
        }
        return !seen;
    }
}
