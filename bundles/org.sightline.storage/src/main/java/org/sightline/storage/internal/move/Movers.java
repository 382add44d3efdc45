package org.sightline.storage.internal.move;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.sightline.storage.RegionChangeId;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives each mover its turns on a few threads; of one workspace only one works at a time. */
final class Movers {
    private static final Logger LOG = LoggerFactory.getLogger(Movers.class);
    private static final int THREADS = 2;
    private static final Duration NEIGHBOUR = Duration.ofMillis(50);
    private static final Duration AFTER_ERROR = Duration.ofSeconds(30);
    private static final int CLOSE_SECONDS = 10;

    private final ScheduledThreadPoolExecutor threads;
    private final Map<RegionChangeId, Job> jobs = new HashMap<>();
    private final Set<WorkspaceId> busy = new HashSet<>();

    Movers() {
        AtomicInteger number = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(
                THREADS, work -> new Thread(work, "sightline-region-change-" + number.incrementAndGet()));
        threads.setRemoveOnCancelPolicy(true);
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    private static final class Job {
        private final Mover mover;
        private ScheduledFuture<?> next;

        Job(Mover mover) {
            this.mover = mover;
        }
    }

    /** Lets it work. An earlier mover of the same change has been stopped. */
    synchronized void start(Mover mover) {
        Job job = new Job(mover);
        jobs.put(mover.change().id(), job);
        schedule(job, Duration.ZERO);
    }

    synchronized boolean has(RegionChangeId id) {
        return jobs.containsKey(id);
    }

    /** Stops a change's mover at its next byte; does not wait for it. */
    synchronized void stop(RegionChangeId id) {
        Job job = jobs.remove(id);
        if (job != null) {
            job.mover.stop();
            if (job.next != null) {
                job.next.cancel(false);
            }
        }
    }

    synchronized void limit(RegionChangeId id, long bytesPerSecond) {
        Job job = jobs.get(id);
        if (job != null) {
            job.mover.limit(bytesPerSecond);
        }
    }

    /** Something has come that some may wait for. */
    synchronized void wake() {
        for (Job job : jobs.values()) {
            if (job.next != null && job.next.cancel(false)) {
                schedule(job, Duration.ZERO);
            }
        }
    }

    /** Does something else on these threads. */
    void later(Duration delay, Runnable work) {
        threads.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void schedule(Job job, Duration delay) {
        try {
            job.next = threads.schedule(() -> turn(job), delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug(
                    "The change {} goes on at the next start",
                    job.mover.change().id());
        }
    }

    private void turn(Job job) {
        WorkspaceId workspace = job.mover.change().workspace();
        synchronized (this) {
            job.next = null;
            if (jobs.get(job.mover.change().id()) != job) {
                return;
            }
            if (!busy.add(workspace)) {
                schedule(job, NEIGHBOUR);
                return;
            }
        }
        Optional<Duration> goOn = Optional.of(AFTER_ERROR);
        try {
            goOn = job.mover.turn();
        } catch (Error e) { // a bundle that is being replaced under it, or no memory
            LOG.error(
                    "The change of region {} was broken off and is tried again",
                    job.mover.change().id(),
                    e);
        } finally {
            synchronized (this) {
                busy.remove(workspace);
                if (jobs.get(job.mover.change().id()) == job) {
                    if (goOn.isPresent()) {
                        schedule(job, goOn.get());
                    } else {
                        jobs.remove(job.mover.change().id());
                    }
                }
            }
        }
    }

    /**
     * Stops all and waits until they have; what was under way goes on at the next start. No thread is interrupted: an
     * embedded database would lose its files under it.
     */
    void close() {
        synchronized (this) {
            jobs.values().forEach(job -> job.mover.stop());
            jobs.clear();
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A change of region stops later: a storage does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
