package org.sightline.storage.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sightline.storage.spi.StorageBackend;

/** The backends that are registered now, by region, the primary one (of highest ranking) first. */
final class Backends {
    private record Entry(StorageBackend backend, int ranking, long id) {}

    private static final Comparator<Entry> PRIMARY_FIRST =
            Comparator.comparingInt(Entry::ranking).reversed().thenComparingLong(Entry::id);

    private final List<Entry> entries = new ArrayList<>();
    private long changes;

    synchronized void add(StorageBackend backend, Map<String, Object> properties) {
        int ranking = properties.get("service.ranking") instanceof Integer value ? value : 0;
        long id = properties.get("service.id") instanceof Long value ? value : Long.MAX_VALUE;
        entries.add(new Entry(backend, ranking, id));
        entries.sort(PRIMARY_FIRST);
        changed();
    }

    synchronized void remove(StorageBackend backend) {
        entries.removeIf(entry -> entry.backend() == backend);
        changed();
    }

    synchronized List<StorageBackend> all() {
        return entries.stream().map(Entry::backend).toList();
    }

    List<StorageBackend> of(String region) {
        return all().stream().filter(backend -> region.equals(backend.region())).toList();
    }

    List<StorageBackend> of(String region, String name) {
        return of(region).stream()
                .filter(backend -> name.equals(backend.name()))
                .toList();
    }

    /** Counts arrivals and departures; see {@link #awaitChange}. */
    synchronized long changes() {
        return changes;
    }

    /** Waits until a backend comes or goes after {@code seen} was read, at most this long. */
    synchronized void awaitChange(long seen, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (changes == seen) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return;
            }
            wait(left);
        }
    }

    private void changed() {
        changes++;
        notifyAll();
    }
}
