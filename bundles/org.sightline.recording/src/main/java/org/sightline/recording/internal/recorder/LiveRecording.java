package org.sightline.recording.internal.recorder;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.spi.CallRecorder;
import org.sightline.keys.DataKey;
import org.sightline.media.TapSink;
import org.sightline.recording.Recording;
import org.sightline.recording.Take;
import org.sightline.recording.internal.rtp.ChunkPool;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.spool.Changes;
import org.sightline.recording.internal.spool.RecordingRows;
import org.sightline.recording.internal.spool.Spool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A recording that is being made. Its row says what is being done before it is done. */
final class LiveRecording implements CallRecorder.CallRecording, LiveTake.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRecording.class);

    /** What a live recording needs of the recorder. */
    interface Host {
        /** Works for the take until it is closed. */
        void work(LiveTake take);

        /** Nothing writes the recording any more. */
        void over(LiveRecording recording);
    }

    private final Recording recording;
    private final DataKey key;
    private final RecordingRows rows;
    private final Spool spool;
    private final ChunkPool pool;
    private final Clock clock;
    private final Host host;
    private final CallRecorder.StopListener listener;
    private final Timeline timeline;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<LiveTake> open = new ArrayList<>();
    private int takes;
    private boolean ended;

    LiveRecording(
            Recording recording,
            DataKey key,
            RecordingRows rows,
            Spool spool,
            ChunkPool pool,
            Clock clock,
            Host host,
            CallRecorder.StopListener listener) {
        this.recording = recording;
        this.key = key;
        this.rows = rows;
        this.spool = spool;
        this.pool = pool;
        this.clock = clock;
        this.host = host;
        this.listener = listener;
        timeline = new Timeline(System.nanoTime());
    }

    Recording recording() {
        return recording;
    }

    @Override
    public String id() {
        return recording.id().value();
    }

    @Override
    public TapSink take(ParticipantId participant, ParticipantRole role) {
        LiveTake take;
        synchronized (this) {
            int number = takes + 1;
            TakeFile file = new TakeFile(
                    spool.take(recording.workspace(), recording.id(), number),
                    new SealedName(recording.workspace(), recording.id(), number),
                    key);
            take = new LiveTake(file, pool, timeline.startNanos(), recording.startedAt(), this);
            if (ended || !noted(number, participant, role)) {
                return new ClosedSink();
            }
            takes = number;
            open.add(take);
        }
        host.work(take);
        return take;
    }

    private boolean noted(int number, ParticipantId participant, ParticipantRole role) {
        long start = Math.max(0, (System.nanoTime() - timeline.startNanos()) / 1_000_000);
        Take row = new Take(
                number, participant, role, "video/webm", start, 0, 0, 0, 0, 0, Optional.empty(), Optional.empty());
        try {
            rows.change(recording.workspace(), recording.id(), current -> {
                List<Take> all = new ArrayList<>(current.takes());
                all.add(row);
                return Changes.takes(current, all);
            });
            return true;
        } catch (RuntimeException e) {
            LOG.error("cannot note a take of {}; it is not recorded", id(), e);
            stop("recorder-failed", "recorder-stopped");
            return false;
        }
    }

    @Override
    public void paused(boolean paused) {
        long now = System.nanoTime();
        if (!timeline.paused(paused, now)) {
            return;
        }
        if (!paused) {
            synchronized (this) {
                open.forEach(take -> take.resumed(now));
            }
        }
        try {
            rows.change(recording.workspace(), recording.id(), current -> Changes.pauses(current, timeline.pauses()));
        } catch (RuntimeException e) {
            LOG.warn("cannot note a pause of {} yet", id(), e); // noted again at the next one or at the end
        }
    }

    @Override
    public long recordedMillis() {
        return timeline.recordedMillis(System.nanoTime());
    }

    @Override
    public void end() {
        end("ended");
    }

    /** @return false if it had ended before */
    private boolean end(String takeReason) {
        boolean last;
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
            timeline.end(System.nanoTime());
            open.forEach(take -> take.end(takeReason));
            last = open.isEmpty();
        }
        if (last) {
            finish();
        }
        return true;
    }

    /** Ends the recording because it cannot go on. */
    void stop(String reason, String takeReason) {
        if (end(takeReason)) {
            listener.stopped(reason);
        }
    }

    @Override
    public void failed(LiveTake take, Exception cause) {
        LOG.error("cannot write {}; it is ended, what is on the disk is kept", id(), cause);
        if (spool.hasRoom()) {
            stop("recorder-failed", "recorder-stopped");
        } else {
            stop("disk-full", "disk-full");
        }
    }

    @Override
    public void closed(LiveTake take) {
        boolean last;
        synchronized (this) {
            open.remove(take);
            last = ended && open.isEmpty();
        }
        if (last) {
            finish();
        }
    }

    private void finish() {
        key.close();
        try {
            rows.change(
                    recording.workspace(),
                    recording.id(),
                    current -> Changes.ended(current, clock.instant(), timeline.pauses()));
        } catch (RuntimeException e) {
            LOG.warn("cannot note the end of {}; it is taken from its takes", id(), e);
        }
        over.countDown();
        host.over(this);
    }

    boolean awaitOver(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }
}
