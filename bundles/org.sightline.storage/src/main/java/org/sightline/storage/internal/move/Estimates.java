package org.sightline.storage.internal.move;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sightline.storage.RegionChange.Amount;
import org.sightline.storage.StorageException;
import org.sightline.storage.StorageException.Reason;
import org.sightline.storage.internal.Backends;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries a region out before a change to it, and does not wait long. */
final class Estimates {
    private static final Logger LOG = LoggerFactory.getLogger(Estimates.class);
    private static final int SECONDS = 5;
    private static final int THREADS = 2;

    private final Backends backends;
    private final ExecutorService threads = new ThreadPoolExecutor(
            0,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> new Thread(work, "sightline-region-probe"));

    Estimates(Backends backends) {
        this.backends = backends;
    }

    /**
     * How long it may take to store so much in a region and read it back, one object after the other.
     *
     * @return empty if the region does not answer in time
     * @throws StorageException {@code YOUR_SETTINGS} if it is the same place as another
     */
    Optional<Duration> estimate(WorkspaceId workspace, String region, Amount amount) throws StorageException {
        Probe probe = new Probe(backends, workspace, region);
        Separation separation = new Separation(backends, workspace, region);
        return inTime(() -> {
                    separation.requireOfAll();
                    return probe.measure();
                })
                .map(speed -> speed.of(amount.objects(), amount.bytes()));
    }

    /** @throws StorageException {@code YOUR_SETTINGS} if, as far as can be told, it is the same place as another */
    void requireApart(WorkspaceId workspace, String region) throws StorageException {
        Separation separation = new Separation(backends, workspace, region);
        inTime(() -> {
            separation.requireOfAll();
            return true;
        });
    }

    private <T> Optional<T> inTime(Backends.Use<T> use) throws StorageException {
        try {
            Future<T> result = threads.submit(use::run);
            try {
                return Optional.of(result.get(SECONDS, TimeUnit.SECONDS));
            } finally {
                result.cancel(true);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException failure && failure.reason() == Reason.YOUR_SETTINGS) {
                throw failure;
            }
            LOG.debug("A storage cannot be tried out", e);
            return Optional.empty();
        } catch (TimeoutException | RejectedExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
