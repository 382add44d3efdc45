package org.sightline.calls.internal;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.sightline.audit.Audit.Outcome;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.CallSessions.CallSession;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.CallSessions.SignalSink;
import org.sightline.calls.CallState;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.Signal;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that somebody is in: who is here, and what follows from it. Its methods may be called from any thread and answer
 * at once; the work is done in the call's turns.
 */
final class LiveCall implements CallRoom.Owner, RecordingControl.Owner {
    static final Duration GRACE = Duration.ofSeconds(20);
    private static final Logger LOG = LoggerFactory.getLogger(LiveCall.class);

    private final Surroundings around;
    private final Turns turns;
    private final CallRoom room;
    private final RecordingControl recording;
    private final SignalHandler signals;
    private final Seats seats;
    private final Map<String, Timers.Timer> timers = new LinkedHashMap<>();
    private volatile Call call;
    private String region;
    private boolean over;

    LiveCall(Call call, Surroundings around) {
        this.call = call;
        this.around = around;
        this.region = around.region().apply(call.workspace());
        this.seats = new Seats(call.technician());
        this.turns = new Turns(call.id().value(), around.workers());
        this.room = new CallRoom(call.id(), around.rooms(), turns, around.timers(), this);
        this.recording = new RecordingControl(this, turns, around.recorder());
        this.signals = new SignalHandler(this, recording, around.ledger(), around.access());
    }

    /**
     * Takes a seat.
     *
     * @return the session, or empty if this call is no longer live; fails with {@link CallException}
     */
    CompletableFuture<Optional<CallSession>> join(Claim claim, SignalSink sink) {
        return inTurn(() -> {
            if (over) {
                return Optional.empty();
            }
            try {
                return Optional.of(seated(claim, sink));
            } catch (RuntimeException e) {
                if (seats.isEmpty() && call.state() == CallState.CREATED) {
                    retire();
                }
                throw e;
            }
        });
    }

    private CallSession seated(Claim claim, SignalSink sink) {
        if (!seats.hasRoomFor(claim)) {
            throw new CallException("call-full", "the call has as many participants as it can");
        }
        Map<String, String> who = Map.of("participant", claim.participant().value());
        String action = claim.user().isPresent() ? "call.joined" : "invitation.used";
        around.ledger().audit(claim.caller(), action, call.id().value(), Outcome.DONE, who);
        if (call.state() == CallState.CREATED) {
            move(around.ledger()::ring);
            if (call.state() == CallState.ENDED) {
                throw new CallException("call-ended", "the call has ended");
            }
        }
        claim.user().ifPresent(user -> remove(seat -> seat.user().equals(Optional.of(user)), Closing.TAKEN_OVER));
        Seat seat = new Seat(claim, mediaOf(claim), new SignalBudget(around.nanos()));
        seats.add(seat);
        cancel("abandoned");
        seats.earlierAnswer(claim).ifPresent(answer -> signals.carryOver(seat, answer));
        CallSession session = attached(seat, sink);
        announce(seat);
        seats.broadcastExcept(seat, new Signal.StateChanged(call.state()));
        settle();
        return session;
    }

    private SeatMedia mediaOf(Claim claim) {
        SeatMedia.Owner owner = new SeatMedia.Owner() {
            @Override
            public void send(Signal.FromServer signal) {
                seats.find(claim.participant()).ifPresent(seat -> seat.send(signal));
            }

            @Override
            public void mediaChanged() {
                seats.find(claim.participant()).ifPresent(LiveCall.this::announce);
                settle();
            }
        };
        return new SeatMedia(claim.participant(), room, turns, around.timers(), owner);
    }

    /** Takes over a session; empty if there is none of this token any more. */
    CompletableFuture<Optional<CallSession>> resume(ParticipantId participant, String tokenHash, SignalSink sink) {
        return inTurn(() -> seats.find(participant)
                .filter(seat -> seat.resumeHash().equals(Optional.of(tokenHash)))
                .map(seat -> {
                    seat.close(Closing.TAKEN_OVER);
                    return attached(seat, sink);
                }));
    }

    private CallSession attached(Seat seat, SignalSink sink) {
        seat.resumeHash().ifPresent(around.resumes()::revoke);
        String token = around.resumes().issue(new ResumeTokens.Session(this, seat.id()));
        seat.attach(sink, Secret.hash(token));
        List<Signal.Peer> peers = seats.all().stream()
                .filter(other -> other != seat)
                .map(Seat::asPeer)
                .toList();
        boolean resumed = seat.media().participant().isPresent();
        seat.send(new Signal.Welcome(
                call.id(),
                seat.id(),
                seat.role(),
                token,
                resumed,
                peers,
                call.state(),
                recording.now(),
                seat.consent()));
        return new SeatConnection(this, seat, sink, turns, around.timers(), signals);
    }

    /** Ends the call for everyone. @return the ended call, when its recording has ended too */
    CompletableFuture<Call> end(Caller by, String reason) {
        return inTurn(() -> {
                    finish(by, reason);
                    return recording.ending();
                })
                .thenCompose(ended -> ended.handle((done, failure) -> call));
    }

    /** Disconnects a user at once, without grace. */
    void expel(UserId user) {
        turns.execute(() -> {
            Predicate<Seat> theirs = seat -> seat.user().equals(Optional.of(user));
            seats.all().stream()
                    .filter(theirs)
                    .forEach(seat -> seat.send(new Signal.Problem("access-ended", "your access has ended")));
            remove(theirs, Closing.ACCESS_ENDED);
            settle();
        });
    }

    void recorderChanged() {
        turns.execute(recording::recorderChanged);
    }

    private void finish(Caller by, String reason) {
        if (over) {
            return;
        }
        recording.stop();
        if (call.state() != CallState.ENDED) {
            try {
                call = around.ledger().end(by, call, reason);
            } catch (RuntimeException e) {
                LOG.error("{}: its end cannot be stored; it is tried again later", call.id(), e);
                call = CallMoves.end(call, reason, around.ledger().now());
            }
        }
        over = true;
        seats.broadcast(new Signal.StateChanged(CallState.ENDED));
        seats.broadcast(new Signal.Ended(call.endReason().orElse(reason)));
        clear(Closing.CALL_ENDED);
    }

    /** Nobody is here and nothing goes on: the next who comes starts a new one. */
    private void retire() {
        over = true;
        clear(Closing.LEFT);
    }

    private void clear(Closing why) {
        seats.take(seat -> true).forEach(seat -> release(seat, why));
        room.close();
        timers.values().forEach(Timers.Timer::cancel);
        timers.clear();
        around.over().accept(this);
    }

    /** Takes participants out of the call for good. */
    private void remove(Predicate<Seat> which, Closing why) {
        for (Seat seat : seats.take(which)) {
            release(seat, why);
            seats.broadcast(new Signal.PeerLeft(seat.id()));
        }
    }

    private void release(Seat seat, Closing why) {
        seat.resumeHash().ifPresent(around.resumes()::revoke);
        seat.media().leave();
        seat.close(why);
    }

    /** How somebody goes. */
    enum Leaving {
        HANGS_UP,
        /** The page is closed or loaded anew: whoever it is may come back. */
        PAGE_GONE,
        /** The connection was lost and nobody resumed it. */
        NOT_BACK
    }

    /** A participant goes; a live call ends with its last customer's hanging up, or when nobody is left. */
    void leave(Seat seat, Leaving how) {
        remove(other -> other == seat, Closing.LEFT);
        if (call.state() == CallState.LIVE) {
            boolean customer = seat.role() == ParticipantRole.CUSTOMER;
            boolean lastCustomer = customer && !seats.anyMatch(other -> other.role() == ParticipantRole.CUSTOMER);
            if (how == Leaving.HANGS_UP && (lastCustomer || seats.isEmpty())) {
                finish(seat.caller(), customer ? "customer" : "technician");
            } else if (how == Leaving.NOT_BACK && seats.isEmpty()) {
                finish(platform(), "abandoned");
            }
        }
        settle();
    }

    /** The technician ends the call. */
    void endedBy(Seat seat) {
        finish(seat.caller(), "technician");
    }

    /** Brings state and recording into line with who is here. */
    private void settle() {
        if (over) {
            return;
        }
        switch (call.state()) {
            case RINGING -> {
                if (seats.isEmpty()) {
                    move(around.ledger()::quiet);
                } else if (bothSidesFlow()) {
                    move(around.ledger()::live);
                    later("longest", around.settings().longest(), () -> finish(platform(), "platform"));
                }
            }
            case LIVE -> {
                if (seats.isEmpty()) {
                    later("abandoned", GRACE, () -> finish(platform(), "abandoned"));
                }
            }
            case CREATED, ENDED -> {}
        }
        switch (call.state()) {
            case CREATED -> retire();
            case ENDED -> finish(platform(), call.endReason().orElse("platform"));
            case RINGING, LIVE -> recording.settle();
        }
    }

    private void move(UnaryOperator<Call> step) {
        CallState before = call.state();
        call = step.apply(call);
        if (call.state() != before && call.state() != CallState.ENDED) {
            seats.broadcast(new Signal.StateChanged(call.state()));
        }
    }

    @Override
    public Call call() {
        return call;
    }

    @Override
    public Collection<Seat> seats() {
        return seats.all();
    }

    @Override
    public boolean bothSidesFlow() {
        return seats.flows(ParticipantRole.TECHNICIAN) && seats.flows(ParticipantRole.CUSTOMER);
    }

    @Override
    public String region() {
        return region;
    }

    @Override
    public void refreshRegion() {
        region = around.region().apply(call.workspace());
    }

    @Override
    public void announce(Signal.Recording now) {
        seats.broadcast(now);
    }

    /** Tells everyone else what a participant is like now. */
    void announce(Seat seat) {
        seats.broadcastExcept(seat, new Signal.PeerChanged(seat.asPeer()));
    }

    @Override
    public void roomOpen(boolean again) {
        for (Seat seat : seats.all()) {
            if (again && seat.isAttached() && seat.media().participant().isEmpty()) {
                seat.media().startAfresh();
            } else {
                seat.media().proceed();
            }
        }
    }

    @Override
    public void roomUnavailable() {
        seats.all().forEach(seat -> seat.media().proceed());
    }

    @Override
    public void roomLost() {
        seats.all().forEach(seat -> seat.media().forget());
        settle();
    }

    private Caller platform() {
        return Caller.platform(call.workspace());
    }

    /** The grace of a lost connection is over. */
    void notBack(Seat seat) {
        if (!seat.isAttached() && seats.find(seat.id()).isPresent()) {
            leave(seat, Leaving.NOT_BACK);
        }
    }

    private void later(String name, Duration delay, Runnable task) {
        timers.computeIfAbsent(
                name,
                key -> around.timers()
                        .after(
                                delay,
                                () -> turns.execute(() -> {
                                    if (timers.remove(name) != null) {
                                        task.run();
                                    }
                                })));
    }

    private void cancel(String name) {
        Optional.ofNullable(timers.remove(name)).ifPresent(Timers.Timer::cancel);
    }

    private <T> CompletableFuture<T> inTurn(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        turns.execute(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
