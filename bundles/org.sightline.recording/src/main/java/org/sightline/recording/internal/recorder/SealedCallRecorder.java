package org.sightline.recording.internal.recorder;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.sightline.calls.Call;
import org.sightline.calls.spi.CallRecorder;
import org.sightline.events.Events;
import org.sightline.keys.DataKey;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.keys.WrappedKey;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.RecordingState;
import org.sightline.recording.internal.RecordingConfig;
import org.sightline.recording.internal.rtp.ChunkPool;
import org.sightline.recording.internal.spool.Changes;
import org.sightline.recording.internal.spool.Completion;
import org.sightline.recording.internal.spool.Happenings;
import org.sightline.recording.internal.spool.RecordingRows;
import org.sightline.recording.internal.spool.Spool;
import org.sightline.recording.spi.RecordingStore;
import org.sightline.storage.Storage;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Workspaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records calls into sealed files on the spool; from there {@link Completion} takes them to their region. */
@Component(service = CallRecorder.class, configurationPid = RecordingConfig.PID, immediate = true)
public final class SealedCallRecorder implements CallRecorder, LiveRecording.Host {
    private static final Logger LOG = LoggerFactory.getLogger(SealedCallRecorder.class);
    private static final long TICK_MILLIS = 100;
    /** A storage that is just being replaced is back by then; nobody is refused for it. */
    private static final long READY_WITHIN_MILLIS = 1_500;

    private static final long READY_POLL_MILLIS = 50;
    private static final long ROOM_CHECK_MILLIS = 1_000;
    private static final long CLOSE_MILLIS = 5_000;

    private final RecordingRows rows;
    private final Spool spool;
    private final Keys keys;
    private final Storage storage;
    private final Workspaces workspaces;
    private final Completion completion;
    private final Clock clock;
    private final ChunkPool pool;
    private final ScheduledThreadPoolExecutor writers;
    private final Map<RecordingId, LiveRecording> live = new ConcurrentHashMap<>();

    @Activate
    public SealedCallRecorder(
            RecordingConfig config,
            @Reference RecordingStore store,
            @Reference Events events,
            @Reference Spool spool,
            @Reference Keys keys,
            @Reference Storage storage,
            @Reference Workspaces workspaces,
            @Reference Completion completion) {
        this(
                config.writerThreads(),
                config.queueMegabytes(),
                new RecordingRows(store, events),
                spool,
                keys,
                storage,
                workspaces,
                completion,
                Clock.systemUTC());
    }

    SealedCallRecorder(
            int writerThreads,
            int queueMegabytes,
            RecordingRows rows,
            Spool spool,
            Keys keys,
            Storage storage,
            Workspaces workspaces,
            Completion completion,
            Clock clock) {
        this.rows = rows;
        this.spool = spool;
        this.keys = keys;
        this.storage = storage;
        this.workspaces = workspaces;
        this.completion = completion;
        this.clock = clock;
        pool = new ChunkPool(within("queueMegabytes", queueMegabytes, 1, 4_096) * 16);
        AtomicInteger number = new AtomicInteger();
        writers = new ScheduledThreadPoolExecutor(within("writerThreads", writerThreads, 1, 64), work -> {
            Thread thread = new Thread(work, "sightline-recording-writer-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        writers.setRemoveOnCancelPolicy(true);
        writers.scheduleWithFixedDelay(this::checkRoom, ROOM_CHECK_MILLIS, ROOM_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static int within(String key, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(RecordingConfig.PID + ": " + key + " must be " + least + " to " + most);
        }
        return value;
    }

    @Override
    public CallRecording begin(Call call, StopListener listener) throws RecorderException {
        String region = region(call);
        if (!spool.hasRoom()) {
            throw new RecorderException("disk-full", "the spool has no room for another recording", null);
        }
        RecordingId id = RecordingId.fresh();
        DataKey key = key(call, region, id);
        try {
            Recording recording = new Recording(
                    id,
                    call.workspace(),
                    call.id(),
                    call.technician(),
                    region,
                    RecordingState.RECORDING,
                    clock.instant().truncatedTo(ChronoUnit.MILLIS),
                    Optional.empty(),
                    key.wrapped(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty(),
                    0);
            spool.claim(recording);
            rows.insert(recording, Happenings.started(recording));
            followRegion(call, recording);
            LiveRecording begun = new LiveRecording(recording, key, rows, spool, pool, clock, this, listener);
            live.put(id, begun);
            LOG.info("{} begins for {}", id, call.id());
            return begun;
        } catch (RecorderException e) {
            key.close();
            discard(call, id);
            throw e;
        } catch (IOException | RuntimeException e) {
            key.close();
            discard(call, id);
            throw new RecorderException("recorder-failed", "cannot begin " + id, e);
        }
    }

    /**
     * A change of the workspace's region that began after the region was looked up may not have counted this recording,
     * which had no row then. Whoever comes second sees the other: the change looks at rows once the region is changed, and
     * this looks at the region once there is a row.
     */
    private void followRegion(Call call, Recording recording) throws RecorderException {
        String region = region(call);
        if (region.equals(recording.region())) {
            return;
        }
        Caller platform = Caller.platform(call.workspace());
        try {
            WrappedKey key = keys.rewrap(
                    platform, recording.key(), region, recording.id().value());
            rows.changeIf(
                    call.workspace(),
                    recording.id(),
                    current -> Optional.of(current)
                            .filter(there -> !there.region().equals(region))
                            .map(there -> Changes.moved(there, region, key, Optional.empty(), there.takes())),
                    changed -> List.of(Happenings.moved(changed, clock.instant())));
        } catch (KeysException e) {
            throw new RecorderException("no-key", "no key for " + call.id() + " in " + region, e);
        }
    }

    private void discard(Call call, RecordingId id) {
        try {
            if (rows.find(call.workspace(), id).isPresent()) {
                rows.change(
                        call.workspace(),
                        id,
                        current -> Changes.state(current, RecordingState.FAILED, List.of(), clock.instant()),
                        failed -> List.of(Happenings.failed(failed, clock.instant())));
            }
            spool.delete(call.workspace(), id);
        } catch (RuntimeException e) {
            LOG.warn("cannot note that {} failed; the next start does", id, e);
        } catch (IOException e) {
            LOG.warn("cannot remove the empty folder of {}; the next start does", id, e);
        }
    }

    private String region(Call call) throws RecorderException {
        try {
            String region = workspaces.get(Caller.platform(call.workspace())).region();
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_WITHIN_MILLIS);
            while (!isReady(region)) {
                if (System.nanoTime() > deadline) {
                    throw new RecorderException("no-store", "no storage is ready in " + region, null);
                }
                TimeUnit.MILLISECONDS.sleep(READY_POLL_MILLIS);
            }
            return region;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RecorderException("recorder-failed", "interrupted before " + call.id() + " was recorded", e);
        } catch (RuntimeException e) {
            throw new RecorderException("recorder-failed", "cannot tell where " + call.id() + " belongs", e);
        }
    }

    private boolean isReady(String region) {
        return storage.regions().stream().anyMatch(found -> found.name().equals(region) && found.ready());
    }

    private DataKey key(Call call, String region, RecordingId id) throws RecorderException {
        try {
            return keys.generate(Caller.platform(call.workspace()), region, id.value());
        } catch (KeysException e) {
            throw new RecorderException("no-key", "no key for " + call.id(), e);
        }
    }

    @Override
    public void work(LiveTake take) {
        AtomicReference<ScheduledFuture<?>> job = new AtomicReference<>();
        job.set(writers.scheduleWithFixedDelay(
                () -> {
                    if (!take.work(System.nanoTime())) {
                        job.get().cancel(false);
                    }
                },
                TICK_MILLIS,
                TICK_MILLIS,
                TimeUnit.MILLISECONDS));
    }

    @Override
    public void over(LiveRecording recording) {
        Recording row = recording.recording();
        live.remove(row.id());
        completion.complete(new Spool.Entry(row.workspace(), row.id()));
    }

    private void checkRoom() {
        if (!live.isEmpty() && !spool.hasRoom()) {
            LOG.error("the spool is full: {} recordings are ended, what they have is kept", live.size());
            live.values().forEach(recording -> recording.stop("disk-full", "disk-full"));
        }
    }

    @Deactivate
    void close() throws InterruptedException {
        List<LiveRecording> running = List.copyOf(live.values());
        running.forEach(recording -> recording.stop("recorder-failed", "recorder-stopped"));
        long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        for (LiveRecording recording : running) {
            recording.awaitOver(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
        }
        writers.shutdownNow();
    }
}
