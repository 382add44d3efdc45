package org.sightline.calls.internal;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.Signal;
import org.sightline.media.Kind;
import org.sightline.media.MediaException;
import org.sightline.media.Participant;
import org.sightline.media.ParticipantListener;
import org.sightline.media.Room;
import org.sightline.media.Slot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One participant's media: passes what the page offers to the engine, one step after the other, and what the engine finds
 * back to the page. Everything here runs in the call's turns.
 */
final class SeatMedia {
    private static final Logger LOG = LoggerFactory.getLogger(SeatMedia.class);
    private static final Duration STEP_WITHIN = Duration.ofSeconds(10);
    private static final int MOST_WAITING = 256;

    /** What the participant's media need of the call. */
    interface Owner {
        void send(Signal.FromServer signal);

        /** Media began or ceased to flow. */
        void mediaChanged();
    }

    private final ParticipantId id;
    private final CallRoom room;
    private final Turns turns;
    private final Timers timers;
    private final Owner owner;
    private final Queue<Signal.FromClient> waiting = new ArrayDeque<>();
    private final Queue<Signal.Candidate> foundEarly = new ArrayDeque<>();
    private final Set<Kind> muted = EnumSet.noneOf(Kind.class);
    private Optional<Participant> participant = Optional.empty();
    private boolean flowing;
    /** Counts the joins: an engine never sees an id again, and what an earlier join brings late is known. */
    private int join;

    private boolean busy;
    private boolean left;

    SeatMedia(ParticipantId id, CallRoom room, Turns turns, Timers timers, Owner owner) {
        this.id = id;
        this.room = room;
        this.turns = turns;
        this.timers = timers;
        this.owner = owner;
    }

    /** Whether media can flow now. */
    boolean flowing() {
        return flowing;
    }

    /** The engine's participant, if there is one. */
    Optional<Participant> participant() {
        return participant;
    }

    Set<Kind> muted() {
        return Set.copyOf(muted);
    }

    void offer(Signal.Offer offer) {
        enqueue(offer);
    }

    void candidate(Signal.Candidate candidate) {
        enqueue(candidate);
    }

    void mute(Set<Kind> kinds) {
        muted.clear();
        muted.addAll(kinds);
        participant.ifPresent(joined -> joined.muted(Set.copyOf(muted)));
    }

    private void enqueue(Signal.FromClient signal) {
        if (waiting.size() >= MOST_WAITING) {
            owner.send(new Signal.Problem("too-many-signals", "wait for the answer to the last offer"));
            return;
        }
        waiting.add(signal);
        proceed();
    }

    /** Takes the next step, unless one is under way or the room is not open yet. */
    void proceed() {
        while (!busy && !left && !waiting.isEmpty()) {
            if (room.room().isEmpty()) {
                waitForRoom();
                return;
            }
            Signal.FromClient next = waiting.remove();
            if (next instanceof Signal.Offer offer) {
                busy = true;
                joined(room.room().get(), offer);
            } else if (next instanceof Signal.Candidate candidate) {
                add(candidate);
            }
        }
    }

    private void waitForRoom() {
        if (!room.troubled()) {
            room.open();
            return;
        }
        waiting.clear(); // a fresh offer is asked for as soon as there is an engine again
        owner.send(new Signal.Problem("media-unavailable", "no media engine is running; it is tried again"));
    }

    private void joined(Room open, Signal.Offer offer) {
        if (participant.isPresent()) {
            apply(participant.get(), offer);
            return;
        }
        int mine = ++join;
        step(mine, open.join(mediaId(mine), new Events(mine)), (entered, failure) -> {
            if (failure != null) {
                offerFailed(failure);
                return;
            }
            participant = Optional.of(entered);
            if (!muted.isEmpty()) {
                entered.muted(Set.copyOf(muted));
            }
            apply(entered, offer);
        });
    }

    private void apply(Participant entered, Signal.Offer offer) {
        step(join, entered.offer(offer.sdp()), (answer, failure) -> {
            if (failure != null) {
                offerFailed(failure);
                return;
            }
            owner.send(new Signal.Answer(answer));
            foundEarly.forEach(owner::send);
            foundEarly.clear();
            busy = false;
            proceed();
        });
    }

    private void offerFailed(Throwable failure) {
        MediaException.Reason reason =
                Failures.media(failure).map(MediaException::reason).orElse(MediaException.Reason.UNAVAILABLE);
        busy = false;
        foundEarly.clear();
        switch (reason) {
            case BAD_OFFER, BAD_CANDIDATE ->
                owner.send(new Signal.Problem(
                        "bad-offer", "the offer cannot be used: no media, codec or fingerprint in common"));
            case FRESH_OFFER_NEEDED -> startAfresh();
            case PEER, TIMEOUT, UNAVAILABLE, ENGINE_LOST, CLOSED -> {
                LOG.warn("{}: an offer could not be answered: {}", id, reason);
                drop();
                owner.send(new Signal.Problem("media-unavailable", "the media engine cannot take the offer now"));
            }
        }
        proceed();
    }

    private void add(Signal.Candidate candidate) {
        participant.ifPresent(joined -> {
            int mine = join;
            joined.candidate(candidate.candidate(), candidate.mid())
                    .whenComplete((done, failure) -> turns.execute(() -> {
                        if (failure != null && isCurrent(mine)) {
                            owner.send(new Signal.Problem("bad-candidate", "the candidate cannot be used"));
                        }
                    }));
        });
    }

    /** The page must offer from a new peer connection; what it sent for the old one is void. */
    void startAfresh() {
        drop();
        waiting.clear();
        busy = false;
        owner.send(new Signal.FreshOffer());
    }

    /** The engine has no participant of ours any more. */
    void forget() {
        participant = Optional.empty();
        join++;
        busy = false;
        waiting.clear();
        foundEarly.clear();
        setFlowing(false);
    }

    private void drop() {
        participant.ifPresent(Participant::leave);
        participant = Optional.empty();
        join++;
        setFlowing(false);
    }

    void leave() {
        left = true;
        waiting.clear();
        drop();
    }

    private void setFlowing(boolean now) {
        if (flowing != now) {
            flowing = now;
            owner.mediaChanged();
        }
    }

    private boolean isCurrent(int mine) {
        return !left && mine == join;
    }

    /** Waits for a step of the engine, but not for ever; a late result of a step given up is undone. */
    private <T> void step(int mine, CompletionStage<T> stage, BiConsumer<T, Throwable> next) {
        boolean[] over = {false};
        Timers.Timer deadline = timers.after(
                STEP_WITHIN,
                () -> turns.execute(() -> {
                    if (!over[0] && isCurrent(mine)) {
                        over[0] = true;
                        next.accept(
                                null, new MediaException(MediaException.Reason.TIMEOUT, "the engine does not answer"));
                    }
                }));
        stage.whenComplete((result, failure) -> turns.execute(() -> {
            deadline.cancel();
            if (!over[0] && isCurrent(mine)) {
                over[0] = true;
                next.accept(result, failure);
            } else if (result instanceof Participant late
                    && participant.filter(late::equals).isEmpty()) {
                late.leave();
            }
        }));
    }

    private String mediaId(int n) {
        return id.value() + "_" + n;
    }

    private static String participantOf(String mediaId) {
        return mediaId.substring(0, mediaId.lastIndexOf('_'));
    }

    /** What the engine tells of one join. */
    private final class Events implements ParticipantListener {
        private final int mine;

        Events(int mine) {
            this.mine = mine;
        }

        @Override
        public void candidate(String candidate, String mid) {
            inTurn(() -> {
                Signal.Candidate found = new Signal.Candidate(candidate, mid);
                if (!busy) {
                    owner.send(found);
                } else if (foundEarly.size() < MOST_WAITING) {
                    foundEarly.add(found); // the page can use it only after the answer
                }
            });
        }

        @Override
        public void connected() {
            inTurn(() -> setFlowing(true));
        }

        @Override
        public void silent() {
            inTurn(() -> setFlowing(false));
        }

        @Override
        public void ended(MediaException cause) {
            inTurn(() -> {
                if (room.room().isPresent()) {
                    participant = Optional.empty();
                    startAfresh();
                }
            });
        }

        @Override
        public void slots(List<Slot> slots, int missingAudio, int missingVideo) {
            inTurn(() ->
                    owner.send(new Signal.Slots(slots.stream().map(this::named).toList(), missingAudio, missingVideo)));
        }

        @Override
        public void offerWanted() {
            inTurn(SeatMedia.this::startAfresh);
        }

        private Slot named(Slot slot) {
            return slot.participant().isEmpty()
                    ? slot
                    : new Slot(slot.mid(), slot.kind(), participantOf(slot.participant()));
        }

        private void inTurn(Runnable event) {
            turns.execute(() -> {
                if (isCurrent(mine)) {
                    event.run();
                }
            });
        }
    }
}
