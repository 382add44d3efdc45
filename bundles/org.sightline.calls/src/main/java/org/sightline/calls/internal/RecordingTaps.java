package org.sightline.calls.internal;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.spi.CallRecorder.CallRecording;
import org.sightline.media.MediaException;
import org.sightline.media.Participant;
import org.sightline.media.Tap;

/** The taps of one recording: one for each time a participant's media join. Everything here runs in the call's turns. */
final class RecordingTaps {
    private static final int CLOSES_WITHIN_SECONDS = 2;

    /** A tap that is open or about to be. */
    private static final class Tapped {
        private final Participant source;
        private Optional<Tap> tap = Optional.empty();

        Tapped(Participant source) {
            this.source = source;
        }
    }

    private final CallRecording recording;
    private final Turns turns;
    private final Object token;
    private final Runnable broken;
    private final Map<ParticipantId, Tapped> tapped = new HashMap<>();
    private boolean paused;
    private boolean closed;

    /** @param broken told when somebody's media cannot be tapped: a recording must not leave anyone out in silence */
    RecordingTaps(CallRecording recording, Turns turns, Object token, Runnable broken) {
        this.recording = recording;
        this.turns = turns;
        this.token = token;
        this.broken = broken;
    }

    boolean isOf(Object other) {
        return token == other;
    }

    /** Taps whoever's media flow and are not tapped yet, and gives up the taps of those who are gone. */
    void follow(Collection<Seat> seats) {
        Map<ParticipantId, Participant> sources = new HashMap<>();
        seats.forEach(seat -> seat.media().participant().ifPresent(source -> sources.put(seat.id(), source)));
        tapped.entrySet().removeIf(entry -> {
            boolean gone = sources.get(entry.getKey()) != entry.getValue().source;
            if (gone) {
                entry.getValue().tap.ifPresent(Tap::close);
            }
            return gone;
        });
        for (Seat seat : seats) {
            if (seat.media().flowing() && sources.containsKey(seat.id()) && !tapped.containsKey(seat.id())) {
                tap(seat, sources.get(seat.id()));
            }
        }
    }

    private void tap(Seat seat, Participant source) {
        Tapped mine = new Tapped(source);
        tapped.put(seat.id(), mine);
        source.tap(recording.take(seat.id(), seat.role()))
                .whenComplete((tap, failure) -> turns.execute(() -> {
                    if (failure == null) {
                        opened(seat.id(), mine, tap);
                    } else if (!closed && tapped.get(seat.id()) == mine && !isLeaving(failure)) {
                        broken.run();
                    }
                }));
    }

    private void opened(ParticipantId participant, Tapped mine, Tap tap) {
        if (closed || tapped.get(participant) != mine) {
            tap.close();
            return;
        }
        mine.tap = Optional.of(tap);
        if (paused) {
            tap.pause();
        }
    }

    /** The participant or its engine went away meanwhile: it is tapped again when its media join again. */
    private static boolean isLeaving(Throwable failure) {
        return Failures.media(failure)
                .map(MediaException::reason)
                .filter(reason -> reason == MediaException.Reason.CLOSED || reason == MediaException.Reason.ENGINE_LOST)
                .isPresent();
    }

    void pause(boolean now) {
        paused = now;
        tapped.values()
                .forEach(each -> each.tap.ifPresent(tap -> {
                    if (now) {
                        tap.pause();
                    } else {
                        tap.resume();
                    }
                }));
    }

    /**
     * Ends the recording, as soon as the taps have handed over what they hold.
     *
     * @return complete when it has ended
     */
    CompletableFuture<Void> close() {
        closed = true;
        CompletableFuture<?>[] closing = tapped.values().stream()
                .flatMap(each -> each.tap.stream())
                .map(tap -> tap.close().toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        tapped.clear();
        return CompletableFuture.allOf(closing)
                .orTimeout(CLOSES_WITHIN_SECONDS, TimeUnit.SECONDS)
                .handleAsync(this::end, turns); // not on the engine's thread: ending writes to a store
    }

    private Void end(Void done, Throwable failure) {
        recording.end();
        return null;
    }
}
