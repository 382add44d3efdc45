package org.sightline.selftest.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Supplier;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.CallSessions.SignalSink;
import org.sightline.calls.RecordingStatus;
import org.sightline.calls.Signal;

/** Keeps what the platform signals to a synthetic participant until it is asked for. */
final class Signals implements SignalSink {
    private final Queue<Signal.Answer> answers = new ArrayDeque<>();
    private Optional<Signal.Welcome> welcome = Optional.empty();
    private Optional<Signal.Recording> recording = Optional.empty();
    private Optional<Signal.Ended> ended = Optional.empty();
    private Optional<String> problem = Optional.empty();

    @Override
    public synchronized void send(Signal.FromServer signal) {
        if (signal instanceof Signal.Welcome first) {
            welcome = Optional.of(first);
            recording = Optional.of(first.recording());
        } else if (signal instanceof Signal.Answer answer) {
            answers.add(answer);
        } else if (signal instanceof Signal.Recording now) {
            recording = Optional.of(now);
        } else if (signal instanceof Signal.Ended over) {
            ended = Optional.of(over);
        } else if (signal instanceof Signal.Problem found) {
            problem = Optional.of(found.code() + ": " + found.detail());
        } else if (signal instanceof Signal.FreshOffer) {
            problem = Optional.of("the media connection was lost on the platform's side");
        }
        notifyAll();
    }

    @Override
    public synchronized void close(Closing why) {
        if (why == Closing.TAKEN_OVER || why == Closing.ACCESS_ENDED) {
            problem = Optional.of("the platform closed the connection: " + why);
        }
        notifyAll();
    }

    Signal.Welcome welcome() throws StepFailedException {
        return await("a welcome", Duration.ofSeconds(10), () -> welcome);
    }

    Signal.Answer answer() throws StepFailedException {
        return await("an answer to the offer", Duration.ofSeconds(10), () -> Optional.ofNullable(answers.poll()));
    }

    Signal.Recording recordingIs(RecordingStatus status) throws StepFailedException {
        return await(
                "that the call is " + status.name().toLowerCase(java.util.Locale.ROOT),
                Duration.ofSeconds(10),
                () -> recording.filter(now -> now.status() == status));
    }

    Signal.Ended ended() throws StepFailedException {
        return await("the end of the call", Duration.ofSeconds(10), () -> ended);
    }

    /** Whether the recording is still what it was. */
    synchronized Optional<Signal.Recording> recording() {
        return recording;
    }

    private synchronized <T> T await(String what, Duration atMost, Supplier<Optional<T>> found)
            throws StepFailedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<T> now = found.get();
            if (now.isPresent()) {
                return now.get();
            }
            if (problem.isPresent()) {
                throw new StepFailedException(problem.get());
            }
            unavailable();
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new StepFailedException(
                        "the platform did not signal " + what + " within " + atMost.toSeconds() + " s");
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StepFailedException("interrupted");
            }
        }
    }

    private void unavailable() throws StepFailedException {
        Optional<String> reason = recording
                .filter(now -> now.status() == RecordingStatus.UNAVAILABLE)
                .flatMap(Signal.Recording::reason);
        if (reason.isPresent()) {
            throw new StepFailedException("the call cannot be recorded: " + reason.get());
        }
    }
}
