package org.sightline.recording.internal.spool;

import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
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
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes recordings that nobody writes any more: seals them, stores them in their region, frees the spool. It tries
 * until it succeeds, less and less often, and at once when storage or keys have changed; at its start it takes up what an
 * earlier run left.
 */
@Component(service = Completion.class)
public final class Completion {
    private static final Logger LOG = LoggerFactory.getLogger(Completion.class);
    private static final int THREADS = 2;
    private static final int CLOSE_SECONDS = 10;
    private static final long MAX_DELAY_MILLIS = 60_000;
    private static final long WATCH_MILLIS = 500;
    private static final long TURN_MILLIS = 1_000;

    private record Parked(int attempt, ScheduledFuture<?> next) {}

    private final RecordingRows rows;
    private final Spool spool;
    private final RecordingTurns turns;
    private final Sealing sealing;
    private final Storing storing;
    private final Surroundings surroundings;
    private final long firstDelayMillis;
    private final ScheduledThreadPoolExecutor executor;
    private final Map<Spool.Entry, Parked> parked = new HashMap<>();
    private final Set<Spool.Entry> hurried = new HashSet<>();

    @Activate
    public Completion(
            @Reference RecordingStore store,
            @Reference Events events,
            @Reference Spool spool,
            @Reference RecordingTurns turns,
            @Reference Sidecars sidecars,
            @Reference Keys keys,
            @Reference Storage storage)
            throws IOException {
        this(new RecordingRows(store, events), spool, turns, sidecars, keys, storage, Clock.systemUTC(), 1_000);
    }

    /** @param firstDelayMillis before the second attempt; it doubles with each */
    public Completion(
            RecordingRows rows,
            Spool spool,
            RecordingTurns turns,
            Sidecars sidecars,
            Keys keys,
            Storage storage,
            Clock clock,
            long firstDelayMillis)
            throws IOException {
        this.rows = rows;
        this.spool = spool;
        this.turns = turns;
        this.firstDelayMillis = firstDelayMillis;
        sealing = new Sealing(rows, spool, keys, clock);
        storing = new Storing(rows, spool, storage, sidecars, clock);
        surroundings = new Surroundings(storage, keys);
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
        executor.scheduleWithFixedDelay(this::watch, WATCH_MILLIS, WATCH_MILLIS, TimeUnit.MILLISECONDS);
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
        park(entry, 0, 0);
    }

    private synchronized void park(Spool.Entry entry, int attempt, long delayMillis) {
        ScheduledFuture<?> next = executor.schedule(() -> unpark(entry, attempt), delayMillis, TimeUnit.MILLISECONDS);
        parked.put(entry, new Parked(attempt, next));
    }

    private void unpark(Spool.Entry entry, int attempt) {
        synchronized (this) {
            parked.remove(entry);
        }
        attempt(entry, attempt);
    }

    /** A backend or a key provider that has come, or has recovered, is used at once. */
    private void watch() {
        try {
            if (!isIdle() && surroundings.changed()) {
                unparkAll();
            }
        } catch (RuntimeException e) { // nothing thrown here may end the rounds
            LOG.debug("cannot tell whether storage and keys have changed", e);
        }
    }

    private synchronized void unparkAll() {
        Set.copyOf(parked.keySet()).forEach(this::hurry);
    }

    private boolean hurry(Spool.Entry entry) {
        Parked waiting = parked.get(entry);
        boolean waits = waiting != null && waiting.next().cancel(false);
        if (waits) {
            park(entry, waiting.attempt(), 0);
        }
        return waits;
    }

    /** Does not let a recording wait for its next attempt, which may end otherwise by now. */
    public synchronized void tryNow(Spool.Entry entry) {
        if (!hurry(entry)) {
            hurried.add(entry); // it is being tried, or is still made
        }
    }

    private synchronized boolean isIdle() {
        return parked.isEmpty();
    }

    private void attempt(Spool.Entry entry, int attempt) {
        try {
            Optional<RecordingTurns.Turn> turn = turns.take(entry.recording(), TURN_MILLIS);
            if (turn.isEmpty()) {
                park(entry, attempt, firstDelayMillis); // it is being moved
                return;
            }
            try (RecordingTurns.Turn held = turn.get()) {
                complete(entry.workspace(), entry.recording());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | KeysException | StorageException | RuntimeException e) {
            long delay = Math.min(MAX_DELAY_MILLIS, firstDelayMillis << Math.min(attempt, 16));
            if (attempt % 10 == 0) {
                LOG.warn("cannot complete {} yet; it stays sealed on the spool", entry.recording(), e);
            }
            park(entry, attempt + 1, delay);
        }
    }

    private void complete(WorkspaceId workspace, RecordingId id) throws IOException, KeysException, StorageException {
        Optional<Recording> found = rows.find(workspace, id);
        if (found.isEmpty()) {
            withoutRow(new Spool.Entry(workspace, id));
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
            surroundings.requireReady(recording.region()); // or all who wait for one region would keep others waiting
            storing.store(recording);
            LOG.info("{} stored in {}", recording.id(), recording.region());
        }
        spool.delete(workspace, id);
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
