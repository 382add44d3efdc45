package org.sightline.storage.file.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much more may be kept: what the disk has above its watermark, and what the configured capacity leaves. */
final class Room {
    private static final Logger LOG = LoggerFactory.getLogger(Room.class);

    private final Settings settings;
    private final Disk disk;
    private final CountDownLatch counted;
    private final AtomicBoolean counting = new AtomicBoolean();
    private long used;

    Room(Settings settings, Disk disk) {
        this.settings = settings;
        this.disk = disk;
        this.counted = new CountDownLatch(settings.capacity() > 0 ? 1 : 0);
    }

    /** Adds up what is kept already, unless that was done or is under way; nothing is taken in before. */
    void countUnlessCounted(Layout layout, Executor executor) {
        if (counted.getCount() > 0 && counting.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    count(layout);
                } finally {
                    counting.set(false);
                }
            });
        }
    }

    private void count(Layout layout) {
        long sum = 0;
        try (Stream<Path> files = layout.files()) {
            for (Path file : (Iterable<Path>) files::iterator) {
                sum += sizeOf(file);
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
            }
        } catch (UncheckedIOException e) {
            LOG.error("{}", settings.unusable(e.getCause()));
            return;
        }
        synchronized (this) {
            used += sum; // less what was deleted meanwhile
        }
        counted.countDown();
    }

    private static long sizeOf(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
        } catch (IOException e) { // deleted meanwhile
            return 0;
        }
    }

    boolean isCounted(long millis) throws InterruptedException {
        return counted.await(millis, TimeUnit.MILLISECONDS);
    }

    /**
     * Reserves room for an object.
     *
     * @throws StorageException {@code FULL}; {@code TRY_AGAIN} while what is kept is being counted
     */
    void reserve(long length) throws StorageException, IOException {
        if (counted.getCount() > 0) {
            throw new StorageException(Reason.TRY_AGAIN, counting());
        }
        long free = disk.free(settings.root());
        if (free - length < settings.minFree()) {
            throw new StorageException(Reason.FULL, full(free));
        }
        synchronized (this) {
            if (settings.capacity() > 0 && settings.capacity() - used < length) {
                throw new StorageException(Reason.FULL, overCapacity());
            }
            used += length;
        }
    }

    synchronized void release(long length) {
        used -= length;
    }

    /** What may still be written, for the administrator. */
    synchronized long left() throws IOException {
        long free = disk.free(settings.root());
        return settings.capacity() > 0 ? Math.min(free, Math.max(0, settings.capacity() - used)) : free;
    }

    /** Why nothing can be stored; empty if something can. */
    String obstacle() throws IOException {
        if (counted.getCount() > 0) {
            return counting();
        }
        long free = disk.free(settings.root());
        if (free < settings.minFree()) {
            return full(free);
        }
        synchronized (this) {
            return settings.capacity() > 0 && used >= settings.capacity() ? overCapacity() : "";
        }
    }

    private String counting() {
        return "storage " + settings.name() + " counts what it keeps";
    }

    String full(long free) {
        return "storage " + settings.name() + " is full: " + free / Settings.MEGABYTE + " MB left on "
                + settings.root() + ", minFreeMegabytes in the configuration " + settings.configuration() + " is "
                + settings.minFree() / Settings.MEGABYTE;
    }

    private String overCapacity() {
        return "storage " + settings.name() + " is full: it keeps " + used / Settings.MEGABYTE
                + " MB, capacityMegabytes in the configuration " + settings.configuration() + " is "
                + settings.capacity() / Settings.MEGABYTE;
    }
}
