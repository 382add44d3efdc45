package org.sightline.storage.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.spi.StorageBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The backends that are registered now, by region, the primary one (of highest ranking) first. Of two configurations that
 * give the same name the second is refused for as long as it stays registered: were it used when the first is replaced for a
 * moment, what the first holds would seem to be gone.
 */
@Component(service = Backends.class)
public final class Backends {
    private static final Logger LOG = LoggerFactory.getLogger(Backends.class);

    /** @param refused why it is not used */
    private record Entry(
            StorageBackend backend, int ranking, long id, String configuration, Optional<String> refused) {}

    /** Not by age: whose configuration was edited last would go last. */
    private static final Comparator<Entry> PRIMARY_FIRST = Comparator.comparingInt(Entry::ranking)
            .reversed()
            .thenComparing(entry -> entry.backend().name())
            .thenComparingLong(Entry::id);

    private final List<Entry> entries = new ArrayList<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private long changes;

    @Activate
    public Backends() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindBackend(StorageBackend backend, Map<String, Object> properties) {
        int ranking = ranking(properties.get("service.ranking"));
        long id = properties.get("service.id") instanceof Long value ? value : Long.MAX_VALUE;
        String configuration = properties.get("service.pid") instanceof String pid
                ? pid
                : backend.getClass().getName();
        synchronized (this) {
            Optional<String> refused = refusal(backend.name(), configuration);
            refused.ifPresent(reason -> LOG.error("{}", reason));
            entries.add(new Entry(backend, ranking, id, configuration, refused));
            entries.sort(PRIMARY_FIRST);
        }
        changed();
    }

    /** A configuration file gives it as text. */
    private static int ranking(Object property) {
        if (property instanceof Integer value) {
            return value;
        }
        try {
            return property instanceof String text ? Integer.parseInt(text.strip()) : 0;
        } catch (NumberFormatException e) {
            LOG.error("service.ranking of a storage is not a number: {}", property);
            return 0;
        }
    }

    /** The same configuration twice is a replacement on its way. */
    private Optional<String> refusal(String name, String configuration) {
        return entries.stream()
                .filter(entry -> entry.refused().isEmpty())
                .filter(entry -> entry.backend().name().equals(name)
                        && !entry.configuration().equals(configuration))
                .findFirst()
                .map(holder -> "storage " + name + " of the configuration " + configuration
                        + " is not used: its name is that of the configuration " + holder.configuration()
                        + "; give it another name");
    }

    public void unbindBackend(StorageBackend backend) {
        synchronized (this) {
            entries.removeIf(entry -> entry.backend() == backend);
        }
        changed();
    }

    /** Those in use. */
    public synchronized List<StorageBackend> all() {
        return entries.stream()
                .filter(entry -> entry.refused().isEmpty())
                .map(Entry::backend)
                .toList();
    }

    /** Those in use for a region, the primary one first. */
    public List<StorageBackend> of(String region) {
        return all().stream().filter(backend -> region.equals(backend.region())).toList();
    }

    /** The one in use of this region and name; empty if there is none now. */
    public Optional<StorageBackend> of(String region, String name) {
        return of(region).stream()
                .filter(backend -> name.equals(backend.name()))
                .findFirst();
    }

    /** All that are configured, the refused ones too, with their condition, by region. */
    List<Map.Entry<String, Storage.Backend>> conditions() {
        List<Entry> now;
        synchronized (this) {
            now = List.copyOf(entries);
        }
        return now.stream()
                .map(entry -> Map.entry(entry.backend().region(), condition(entry)))
                .toList();
    }

    private static Storage.Backend condition(Entry entry) {
        StorageBackend backend = entry.backend();
        if (entry.refused().isPresent()) {
            return new Storage.Backend(
                    backend.name(), false, false, 0, entry.refused().get());
        }
        StorageBackend.Health health = health(backend);
        return new Storage.Backend(backend.name(), true, health.ready(), health.freeBytes(), health.message());
    }

    /** A backend's condition, whatever it throws. */
    public static StorageBackend.Health health(StorageBackend backend) {
        try {
            return backend.health();
        } catch (RuntimeException | LinkageError e) { // a backend of somebody else's bundle
            return new StorageBackend.Health(false, 0, backend.name() + ": " + e);
        }
    }

    /** Something that is done with a backend. */
    @FunctionalInterface
    public interface Use<T> {
        T run() throws StorageException;
    }

    /** A backend that is being stopped may fail in any way: that is no reason to give up. */
    public static <T> T guarded(StorageBackend backend, Use<T> use) throws StorageException {
        try {
            return use.run();
        } catch (RuntimeException | LinkageError e) {
            throw new StorageException(Reason.TRY_AGAIN, "storage " + backend.name() + " failed: " + e, e);
        }
    }

    /** Has it run, in the thread of the change, whenever a backend comes or goes. */
    public void watch(Runnable watcher) {
        watchers.add(watcher);
    }

    public void unwatch(Runnable watcher) {
        watchers.remove(watcher);
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
        synchronized (this) {
            changes++;
            notifyAll();
        }
        watchers.forEach(Runnable::run);
    }
}
