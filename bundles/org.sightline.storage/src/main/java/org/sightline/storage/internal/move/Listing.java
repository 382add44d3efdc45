package org.sightline.storage.internal.move;

import java.util.Iterator;
import java.util.stream.Stream;
import org.sightline.storage.ObjectKey;
import org.sightline.storage.StorageException;
import org.sightline.storage.internal.Backends;
import org.sightline.storage.spi.StorageBackend;

/** Goes through the keys of a backend, however many. */
final class Listing {
    private Listing() {}

    /** What is done with each key. */
    @FunctionalInterface
    interface Visit {
        void of(ObjectKey key) throws StorageException;
    }

    static void forEach(StorageBackend backend, String prefix, Visit visit) throws StorageException {
        Backends.guarded(backend, () -> {
            try (Stream<ObjectKey> keys = backend.list(prefix)) {
                Iterator<ObjectKey> each = keys.iterator();
                while (each.hasNext()) {
                    visit.of(each.next());
                }
            }
            return null;
        });
    }
}
