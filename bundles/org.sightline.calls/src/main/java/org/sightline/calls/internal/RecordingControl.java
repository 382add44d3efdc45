package org.sightline.calls.internal;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.sightline.calls.Call;
import org.sightline.calls.Consent;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;
import org.sightline.calls.spi.CallRecorder;
import org.sightline.calls.spi.CallRecorder.CallRecording;
import org.sightline.calls.spi.CallRecorder.RecorderException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides whether the call is recorded now, and makes it so: with everyone's consent and nobody's pause, never otherwise.
 * Everything here runs in the call's turns.
 */
final class RecordingControl {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingControl.class);
    static final String RECORDER_FAILED = "recorder-failed";

    /** What the recording depends on. */
    interface Owner {
        Call call();

        Collection<Seat> seats();

        /** Whether media of both sides flow. */
        boolean bothSidesFlow();

        /** Where the recording is kept. */
        String region();

        /** A recording begins now: looks up where. */
        void refreshRegion();

        void announce(Signal.Recording recording);
    }

    private final Owner owner;
    private final Turns turns;
    private final Supplier<Optional<CallRecorder>> recorder;
    private Optional<CallRecording> recording = Optional.empty();
    private Optional<CallRecorder> by = Optional.empty();
    private Optional<RecordingTaps> taps = Optional.empty();
    private Optional<String> failure = Optional.empty();
    private boolean pausedByHand;
    private boolean suspended;
    private boolean over;
    private long recordedMillis;
    private CompletableFuture<Void> ending = CompletableFuture.completedFuture(null);
    private Signal.Recording announced;

    RecordingControl(Owner owner, Turns turns, Supplier<Optional<CallRecorder>> recorder) {
        this.owner = owner;
        this.turns = turns;
        this.recorder = recorder;
        this.announced = state(RecordingStatus.WAITING_FOR_CONSENT);
    }

    /** What both sides are shown now. */
    Signal.Recording now() {
        return state(announced.status());
    }

    /** Complete when the last recording that was to end has ended. */
    CompletableFuture<Void> ending() {
        return ending;
    }

    boolean isRunning() {
        return recording.isPresent();
    }

    /** Somebody pauses or resumes. Resuming what was unavailable tries it again. */
    void pause(boolean paused) {
        pausedByHand = paused && isRunning();
        if (!paused) {
            failure = Optional.empty();
        }
        settle();
    }

    /** The call is over. */
    void stop() {
        over = true;
        settle();
    }

    /** The recorder has come or gone. */
    void recorderChanged() {
        if (by.isPresent() && !by.equals(recorder.get())) {
            fail(RECORDER_FAILED);
        }
        if (failure.equals(Optional.of(RECORDER_FAILED)) && recorder.get().isPresent()) {
            failure = Optional.empty();
        }
        settle();
    }

    /** Brings the recording into line with who is here, who consents and who pauses; announces what changed. */
    void settle() {
        RecordingStatus wanted = wanted();
        if (wanted == RecordingStatus.RECORDING && !isRunning()) {
            begin();
            wanted = wanted();
        }
        try {
            carryOut(wanted);
        } catch (RuntimeException e) {
            LOG.error("{}: the recorder failed", owner.call().id(), e);
            fail(RECORDER_FAILED);
            wanted = wanted();
        }
        announce(wanted);
    }

    private void carryOut(RecordingStatus wanted) {
        switch (wanted) {
            case RECORDING -> {
                suspend(false);
                taps.ifPresent(open -> open.follow(owner.seats()));
            }
            case PAUSED, WAITING_FOR_CONSENT -> suspend(true);
            case REFUSED, UNAVAILABLE, STOPPED -> finish();
        }
    }

    private RecordingStatus wanted() {
        if (over) {
            return RecordingStatus.STOPPED;
        }
        Collection<Seat> seats = owner.seats();
        if (seats.stream().anyMatch(seat -> seat.consent() == Consent.REFUSED || seat.consent() == Consent.WITHDRAWN)) {
            return RecordingStatus.REFUSED;
        }
        if (failure.isPresent()) {
            return RecordingStatus.UNAVAILABLE;
        }
        boolean everyone = seats.stream().allMatch(seat -> seat.consent() == Consent.GIVEN);
        if (!everyone || !isRunning() && !owner.bothSidesFlow()) {
            return RecordingStatus.WAITING_FOR_CONSENT;
        }
        return pausedByHand ? RecordingStatus.PAUSED : RecordingStatus.RECORDING;
    }

    private void begin() {
        by = recorder.get();
        if (by.isEmpty()) {
            fail(RECORDER_FAILED);
            return;
        }
        Object mine = new Object();
        try {
            owner.refreshRegion();
            CallRecording begun = by.get().begin(owner.call(), reason -> turns.execute(() -> stopped(mine, reason)));
            recording = Optional.of(begun);
            taps = Optional.of(new RecordingTaps(begun, turns, mine, () -> stopped(mine, RECORDER_FAILED)));
            suspended = false;
            pausedByHand = false;
        } catch (RecorderException e) {
            LOG.warn("{}: it cannot be recorded: {}", owner.call().id(), e.reason(), e);
            fail(e.reason());
        } catch (RuntimeException e) {
            LOG.error("{}: the recorder failed", owner.call().id(), e);
            fail(RECORDER_FAILED);
        }
    }

    /** The recording that this token stands for has stopped by itself. */
    private void stopped(Object token, String reason) {
        if (taps.isPresent() && taps.get().isOf(token)) {
            LOG.warn("{}: the recording stopped: {}", owner.call().id(), reason);
            fail(reason);
            settle();
        }
    }

    private void fail(String reason) {
        failure = Optional.of(reason);
        finish();
    }

    private void suspend(boolean now) {
        if (isRunning() && suspended != now) {
            suspended = now;
            taps.ifPresent(open -> open.pause(now));
            recording.get().paused(now);
        }
    }

    private void finish() {
        Optional<CallRecording> finished = recording;
        recording = Optional.empty();
        by = Optional.empty();
        taps.ifPresent(open -> ending = open.close());
        taps = Optional.empty();
        finished.ifPresent(ended -> recordedMillis = ended.recordedMillis());
        pausedByHand = false;
        suspended = false;
    }

    private void announce(RecordingStatus status) {
        Signal.Recording next = state(status);
        boolean same = next.status() == announced.status()
                && next.reason().equals(announced.reason())
                && next.region().equals(announced.region());
        announced = next;
        if (!same) {
            owner.announce(next);
        }
    }

    private Signal.Recording state(RecordingStatus status) {
        long millis = recording.map(CallRecording::recordedMillis).orElse(recordedMillis);
        Optional<String> reason = status == RecordingStatus.UNAVAILABLE ? failure : Optional.empty();
        return new Signal.Recording(status, reason, millis, owner.region());
    }
}
