package org.sightline.recording.internal.spool;

import java.util.List;
import org.sightline.keys.Keys;
import org.sightline.storage.Storage;

/** What storing a recording depends on: tells whether trying again may end otherwise. Not for use by two threads. */
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

    /** Whether a backend or a provider has come, gone, recovered or failed since this was asked last. */
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
