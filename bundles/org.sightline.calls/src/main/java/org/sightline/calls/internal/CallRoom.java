package org.sightline.calls.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sightline.calls.CallId;
import org.sightline.media.MediaException;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;
import org.sightline.media.Rooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The call's room on a media engine: opened when first needed, opened again as long as an engine is missing or after one
 * was lost. Everything here runs in the call's turns.
 */
final class CallRoom {
    private static final Logger LOG = LoggerFactory.getLogger(CallRoom.class);
    private static final Duration OPENS_WITHIN = Duration.ofSeconds(10);
    private static final List<Duration> PAUSES = List.of(
            Duration.ofMillis(250),
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5));

    /** Told what becomes of the room, in the call's turns. */
    interface Owner {
        /** It is open, for the first time or again. */
        void roomOpen(boolean again);

        /** There is no engine now; it is tried again until there is one. */
        void roomUnavailable();

        /** The room and all that was in it are gone. */
        void roomLost();
    }

    private final CallId call;
    private final Rooms rooms;
    private final Turns turns;
    private final Timers timers;
    private final Owner owner;
    private final List<Timers.Timer> running = new ArrayList<>();
    private Optional<Room> room = Optional.empty();
    /** Counts the attempts, so that what an earlier one brings late is known. */
    private int attempt;

    private boolean opening;
    private boolean troubled;
    private int failures;
    private boolean closed;

    CallRoom(CallId call, Rooms rooms, Turns turns, Timers timers, Owner owner) {
        this.call = call;
        this.rooms = rooms;
        this.turns = turns;
        this.timers = timers;
        this.owner = owner;
    }

    Optional<Room> room() {
        return room;
    }

    /** Whether there is no engine at the moment. */
    boolean troubled() {
        return troubled;
    }

    /** Opens the room if it is not open or about to be. */
    void open() {
        if (closed || opening || room.isPresent()) {
            return;
        }
        opening = true;
        int mine = ++attempt;
        later(OPENS_WITHIN, () -> failed(mine, null));
        RoomListener listener = cause -> turns.execute(() -> lost(mine));
        rooms.open(call.value() + "_" + mine, listener)
                .whenComplete((opened, failure) -> turns.execute(() -> {
                    if (failure == null) {
                        opened(mine, opened);
                    } else {
                        failed(mine, failure);
                    }
                }));
    }

    private void opened(int mine, Room opened) {
        if (closed || mine != attempt || !opening) {
            opened.close();
            return;
        }
        stopTimers();
        boolean again = troubled;
        opening = false;
        troubled = false;
        failures = 0;
        room = Optional.of(opened);
        owner.roomOpen(again);
    }

    private void failed(int mine, Throwable failure) {
        if (closed || mine != attempt || !opening) {
            return;
        }
        stopTimers();
        opening = false;
        if (failures == 0) {
            LOG.warn("{}: no room on a media engine: {}", call, reason(failure));
        }
        trouble();
        owner.roomUnavailable();
    }

    private void lost(int mine) {
        if (closed || mine != attempt) {
            return;
        }
        LOG.warn("{}: the media engine is lost; another room is opened", call);
        room = Optional.empty();
        opening = false;
        attempt++; // a room that opens after it was lost is not ours
        trouble();
        owner.roomLost();
    }

    private void trouble() {
        troubled = true;
        Duration pause = PAUSES.get(Math.min(failures++, PAUSES.size() - 1));
        later(pause, this::open);
    }

    void close() {
        closed = true;
        stopTimers();
        room.ifPresent(Room::close);
        room = Optional.empty();
    }

    private void later(Duration delay, Runnable task) {
        running.add(timers.after(delay, () -> turns.execute(task)));
    }

    private void stopTimers() {
        running.forEach(Timers.Timer::cancel);
        running.clear();
    }

    /** The reason's code only: an engine's message may quote what a participant sent. */
    private static String reason(Throwable failure) {
        return failure == null
                ? "TIMEOUT"
                : Failures.media(failure)
                        .map(MediaException::reason)
                        .map(Enum::name)
                        .orElse("OURS");
    }
}
