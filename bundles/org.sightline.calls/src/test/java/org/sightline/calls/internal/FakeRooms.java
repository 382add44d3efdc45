package org.sightline.calls.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.sightline.media.ConnectionStats;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.MediaException.Reason;
import org.sightline.media.Participant;
import org.sightline.media.ParticipantListener;
import org.sightline.media.Room;
import org.sightline.media.RoomListener;
import org.sightline.media.Rooms;
import org.sightline.media.Tap;
import org.sightline.media.TapSink;

/** Rooms without media, which fail when a test says so. */
final class FakeRooms implements Rooms {
    final List<FakeRoom> opened = new ArrayList<>();
    /** The engine does not answer at all. */
    boolean stuck;

    private Optional<Reason> failure = Optional.empty();
    private Optional<Reason> nextOffer = Optional.empty();
    private Optional<Reason> nextTap = Optional.empty();

    void fail(Reason reason) {
        failure = Optional.of(reason);
    }

    void recover() {
        failure = Optional.empty();
    }

    void failNextOffer(Reason reason) {
        nextOffer = Optional.of(reason);
    }

    void failNextTap(Reason reason) {
        nextTap = Optional.of(reason);
    }

    FakeRoom room() {
        return opened.get(opened.size() - 1);
    }

    @Override
    public CompletionStage<Room> open(String id, RoomListener listener) {
        if (stuck) {
            return new CompletableFuture<>();
        }
        if (failure.isPresent()) {
            return CompletableFuture.failedFuture(new MediaException(failure.get(), "no room"));
        }
        FakeRoom room = new FakeRoom(id, listener);
        opened.add(room);
        return CompletableFuture.completedFuture(room);
    }

    @Override
    public List<String> engines() {
        return List.of("fake");
    }

    final class FakeRoom implements Room {
        final Map<String, FakeParticipant> joined = new LinkedHashMap<>();
        boolean closed;
        private final String id;
        private final RoomListener listener;

        FakeRoom(String id, RoomListener listener) {
            this.id = id;
            this.listener = listener;
        }

        /** The engine dies. */
        void lose() {
            MediaException cause = new MediaException(Reason.ENGINE_LOST, "gone");
            joined.values().forEach(participant -> participant.left = true);
            listener.lost(cause);
        }

        /** The latest engine participant of a participant of the call. */
        FakeParticipant of(String participant) {
            FakeParticipant found = null;
            for (Map.Entry<String, FakeParticipant> entry : joined.entrySet()) {
                if (entry.getKey().startsWith(participant)) {
                    found = entry.getValue();
                }
            }
            return found;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public String engine() {
            return "fake";
        }

        @Override
        public CompletionStage<Participant> join(String participant, ParticipantListener events) {
            FakeParticipant entered = new FakeParticipant(participant, events);
            if (joined.putIfAbsent(participant, entered) != null) {
                throw new IllegalStateException(participant + " has been used before");
            }
            return CompletableFuture.completedFuture(entered);
        }

        @Override
        public List<Participant> participants() {
            return joined.values().stream()
                    .filter(participant -> !participant.left)
                    .map(participant -> (Participant) participant)
                    .toList();
        }

        @Override
        public CompletionStage<Void> close() {
            closed = true;
            joined.values().forEach(FakeParticipant::leave);
            return CompletableFuture.completedFuture(null);
        }
    }

    final class FakeParticipant implements Participant {
        final List<String> offers = new ArrayList<>();
        final List<String> candidates = new ArrayList<>();
        final List<FakeTap> taps = new ArrayList<>();
        Set<Kind> muted = Set.of();
        boolean left;
        final ParticipantListener events;
        private final String id;

        FakeParticipant(String id, ParticipantListener events) {
            this.id = id;
            this.events = events;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public CompletionStage<String> offer(String sdp) {
            offers.add(sdp);
            if (nextOffer.isPresent()) {
                Reason reason = nextOffer.get();
                nextOffer = Optional.empty();
                return CompletableFuture.failedFuture(new MediaException(reason, "no answer"));
            }
            return CompletableFuture.completedFuture("answer " + offers.size());
        }

        @Override
        public CompletionStage<Void> candidate(String candidate, String mid) {
            if (candidate.startsWith("garbage")) {
                return CompletableFuture.failedFuture(new MediaException(Reason.BAD_CANDIDATE, "garbage"));
            }
            candidates.add(candidate);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> muted(Set<Kind> kinds) {
            muted = kinds;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Tap> tap(TapSink sink) {
            if (nextTap.isPresent()) {
                Reason reason = nextTap.get();
                nextTap = Optional.empty();
                return CompletableFuture.failedFuture(new MediaException(reason, "no tap"));
            }
            FakeTap tap = new FakeTap();
            taps.add(tap);
            return CompletableFuture.completedFuture(tap);
        }

        @Override
        public ConnectionStats stats() {
            return ConnectionStats.NONE;
        }

        @Override
        public CompletionStage<Void> leave() {
            left = true;
            return CompletableFuture.completedFuture(null);
        }
    }

    static final class FakeTap implements Tap {
        boolean paused;
        boolean closed;

        boolean copies() {
            return !paused && !closed;
        }

        @Override
        public CompletionStage<Void> pause() {
            paused = true;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> resume() {
            paused = false;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> close() {
            closed = true;
            return CompletableFuture.completedFuture(null);
        }
    }
}
