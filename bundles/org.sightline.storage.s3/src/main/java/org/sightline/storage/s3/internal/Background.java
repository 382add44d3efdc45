package org.sightline.storage.s3.internal;

import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.sightline.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a backend does by itself: ask how the server is, count what it holds, clear what was abandoned. */
final class Background {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);
    private static final long SOON_MILLIS = 500;
    private static final long TIDY_HOURS = 6;

    private final Settings settings;
    private final Bucket bucket;
    private final Condition condition;
    private final Usage usage;
    private final AbandonedUploads abandoned;
    private final ScheduledExecutorService worker;
    private final AtomicBoolean asking = new AtomicBoolean();
    private String lastFault = "";

    Background(Bucket bucket, Condition condition, Usage usage, Clock clock, ScheduledExecutorService worker) {
        this.settings = bucket.settings();
        this.bucket = bucket;
        this.condition = condition;
        this.usage = usage;
        this.abandoned = new AbandonedUploads(bucket, clock);
        this.worker = worker;
    }

    void start() {
        condition.onSuspicion(this::askSoon);
        worker.scheduleWithFixedDelay(this::ask, 0, settings.health().toMillis(), TimeUnit.MILLISECONDS);
        worker.scheduleWithFixedDelay(this::tidy, 0, TimeUnit.HOURS.toMillis(TIDY_HOURS), TimeUnit.MILLISECONDS);
    }

    private void askSoon() {
        if (asking.compareAndSet(false, true)) {
            try {
                worker.schedule(this::ask, SOON_MILLIS, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                LOG.debug("Storage {} is closing", settings.name());
            }
        }
    }

    private void ask() {
        try {
            bucket.requireThere();
            recovered();
            condition.well();
        } catch (StorageException e) {
            unwell(e);
        } catch (LinkageError e) { // the bundle is incomplete
            LOG.error("Storage {} cannot work", settings.name(), e);
            condition.unwell("storage " + settings.name() + " cannot work: " + e);
        } finally {
            asking.set(false);
        }
    }

    /** Said when it is new, not every time. */
    private void unwell(StorageException e) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        condition.unwell(e.getMessage());
        if (!e.getMessage().equals(lastFault)) {
            lastFault = e.getMessage();
            LOG.warn("{}", e.getMessage());
        }
    }

    private void recovered() {
        if (!lastFault.isEmpty()) {
            lastFault = "";
            LOG.info("Storage {} is ready again", settings.name());
        }
    }

    private void tidy() {
        try {
            int aborted = abandoned.abort();
            if (aborted > 0) {
                LOG.info("Storage {} aborted {} unfinished uploads of an earlier run", settings.name(), aborted);
            }
        } catch (StorageException e) {
            LOG.debug("Unfinished uploads cannot be cleared now", e);
        }
        count();
    }

    private void count() {
        if (!usage.isLimited()) {
            return;
        }
        long before = usage.used();
        try (Stream<S3Object> objects = new Listing(bucket).objects("")) {
            usage.counted(before, objects.mapToLong(S3Object::size).sum());
        } catch (StorageException | java.io.UncheckedIOException e) {
            LOG.debug("What storage {} holds cannot be counted now", settings.name(), e);
            try {
                worker.schedule(this::count, settings.health().toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException closing) {
                LOG.debug("Storage {} is closing", settings.name());
            }
        }
    }
}
