package org.sightline.recording.internal.spool;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sightline.events.Events;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes recordings that nobody writes any more: seals them, stores them in their region, frees the spool. It tries
 * until it succeeds; at its start it takes up what an earlier run left.
 */
@Component(service = Completion.class)
public final class Completion {
    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);
    private static final int THREADS = 2;
    private static final int CLOSE_SECONDS = 10;
    private static final long MAX_DELAY_MILLIS = 60_000;

    private final RecordingRows rows;
    private final Spool spool;
    private final Sealing sealing;
    private final Storing storing;
    private final long firstDelayMillis;
    private final ScheduledThreadPoolExecutor executor;

    @Activate
    public Completion(
            @Reference RecordingStore store,
            @Reference Events events,
            @Reference Spool spool,
            @Reference Keys keys,
            @Reference Storage storage)
            throws IOException {
        this(new RecordingRows(store, events), spool, keys, storage, Clock.systemUTC(), 1_000);
    }

    /** @param firstDelayMillis before the second attempt; it doubles with each */
    public Completion(RecordingRows rows, Spool spool, Keys keys, Storage storage, Clock clock, long firstDelayMillis)
            throws IOException {
        this.rows = rows;
        this.spool = spool;
        this.firstDelayMillis = firstDelayMillis;
        sealing = new Sealing(rows, spool, keys, clock);
        storing = new Storing(rows, spool, storage, clock);
        AtomicInteger number = new AtomicInteger();
        executor = new ScheduledThreadPoolExecutor(
                THREADS,
                work -> {
                    Thread thread = new Thread(work, "sightline-recording-store-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy()); // after the end: the next start takes it up
        List<Spool.Entry> left = spool.entries(); // before anybody records
        executor.execute(() -> takeUp(left));
    }

    private void takeUp(List<Spool.Entry> left) {
        left.forEach(this::complete);
        try {
            for (Recording recording : rows.unfinished()) {
                if (!left.contains(new Spool.Entry(recording.workspace(), recording.id()))) {
                    LOG.warn("{} is unfinished and not on this spool", recording.id());
                }
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot tell which recordings are unfinished", e);
        }
    }

    /** Completes a recording in the background. Nobody may write it any more. */
    public void complete(Spool.Entry entry) {
        schedule(entry, 0, 0);
    }

    private void schedule(Spool.Entry entry, int attempt, long delayMillis) {
        executor.schedule(() -> attempt(entry, attempt), delayMillis, TimeUnit.MILLISECONDS);
    }

    private void attempt(Spool.Entry entry, int attempt) {
        try {
            Optional<Recording> found = rows.find(entry.workspace(), entry.recording());
            if (found.isEmpty()) {
                withoutRow(entry);
                return;
            }
            Recording recording = found.get();
            if (recording.state() == RecordingState.RECORDING) {
                recording = sealing.seal(recording);
                LOG.info(
                        "{} sealed: {} takes, {} ms",
                        recording.id(),
                        recording.takes().size(),
                        recording.durationMillis());
            }
            if (recording.state() == RecordingState.SPOOLED) {
                storing.store(recording);
                LOG.info("{} stored in {}", recording.id(), recording.region());
            }
            spool.delete(entry.workspace(), entry.recording());
        } catch (IOException | KeysException | StorageException | RuntimeException e) {
            long delay = Math.min(MAX_DELAY_MILLIS, firstDelayMillis << Math.min(attempt, 16));
            if (attempt % 10 == 0) {
                LOG.warn("cannot complete {} yet; it stays sealed on the spool", entry.recording(), e);
            }
            schedule(entry, attempt + 1, delay);
        }
    }

    /** A folder is made before its row, so that a row always has one; a crash in between leaves it empty. */
    private void withoutRow(Spool.Entry entry) throws IOException {
        if (spool.holdsTakes(entry)) {
            LOG.error("{} on the spool is not in the library; it is left as it is", entry.recording());
        } else {
            spool.delete(entry.workspace(), entry.recording());
        }
    }

    /** Waits for what is being written: the next start must not meet it. */
    @Deactivate
    public void close() throws InterruptedException {
        executor.shutdownNow();
        if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("a recording is still being stored; the next start takes it up");
        }
    }
}
