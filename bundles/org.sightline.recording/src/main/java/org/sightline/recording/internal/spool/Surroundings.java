package org.sightline.recording.internal.spool;

import java.util.List;
import org.sightline.keys.Keys;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;

/** What storing a recording depends on: tells whether trying again may end otherwise. */
final class Surroundings {
    private record Backend(String region, String name, boolean ready) {}

    private record Provider(String name, boolean ready) {}

    private record Seen(List<Backend> backends, List<Provider> providers) {}

    private final Storage storage;
    private final Keys keys;
    private Seen last = new Seen(List.of(), List.of());

    Surroundings(Storage storage, Keys keys) {
        this.storage = storage;
        this.keys = keys;
    }

    /** @throws StorageException {@code NO_BACKEND} without waiting for one */
    void requireReady(String region) throws StorageException {
        if (storage.regions().stream().noneMatch(found -> found.name().equals(region) && found.ready())) {
            throw new StorageException(StorageException.Reason.NO_BACKEND, "no storage is ready in " + region);
        }
    }

    /** Only for one thread: whether a backend or a provider has come, gone, recovered or failed since this was asked last. */
    boolean changed() {
        Seen now = new Seen(
                storage.regions().stream()
                        .flatMap(region -> region.backends().stream()
                                .map(backend -> new Backend(region.name(), backend.name(), backend.ready())))
                        .toList(),
                keys.providers().stream()
                        .map(provider -> new Provider(provider.name(), provider.ready()))
                        .toList());
        boolean changed = !now.equals(last);
        last = now;
        return changed;
    }
}
