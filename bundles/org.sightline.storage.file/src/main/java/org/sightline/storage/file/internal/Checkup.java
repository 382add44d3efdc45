package org.sightline.storage.file.internal;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sightline.storage.spi.StorageBackend.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a disk how it is, and does not wait long for one that hangs: a network share may do so for hours. */
final class Checkup {
    private static final Logger LOG = LoggerFactory.getLogger(Checkup.class);

    private final Settings settings;
    private final Duration patience;
    private final Callable<Health> question;
    private final ExecutorService threads;
    private Future<Health> asked;
    private long askedAt;

    Checkup(Settings settings, Duration patience, Callable<Health> question) {
        this.settings = settings;
        this.patience = patience;
        this.question = question;
        this.threads = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(2), work -> {
            Thread thread = new Thread(work, "sightline-storage-" + settings.name());
            thread.setDaemon(true); // one that hangs in the disk cannot be stopped
            return thread;
        });
        ((ThreadPoolExecutor) threads).allowCoreThreadTimeOut(true);
    }

    /** Does something that may take long before the next question is answered. */
    void first(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) { // it has been stopped
            LOG.debug("Storage {} has been stopped", settings.name(), e);
        }
    }

    Health health() {
        Future<Health> answer;
        long waited;
        synchronized (this) {
            if (asked == null || asked.isDone()) {
                try {
                    asked = threads.submit(question);
                } catch (RejectedExecutionException e) {
                    return new Health(false, 0, "storage " + settings.name() + " has been stopped");
                }
                askedAt = System.nanoTime();
            }
            answer = asked;
            waited = System.nanoTime() - askedAt;
        }
        try {
            return answer.get(Math.max(0, patience.toNanos() - waited), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - askedAt());
            return new Health(
                    false, 0, settings.unusable("has not answered for " + seconds + " s on " + settings.root()));
        } catch (ExecutionException e) {
            return new Health(false, 0, settings.unusable("failed: " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Health(false, 0, "storage " + settings.name() + " was not asked: interrupted");
        }
    }

    private synchronized long askedAt() {
        return askedAt;
    }

    void close() {
        threads.shutdownNow();
    }
}
