package org.sightline.calls.internal;

import java.util.Optional;
import org.sightline.calls.CallSessions.Closing;
import org.sightline.calls.CallSessions.SignalSink;
import org.sightline.calls.Consent;
import org.sightline.calls.ParticipantId;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.Signal;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.UserId;

/** A participant of a live call, through all its connections. Everything here runs in the call's turns. */
final class Seat {
    private final Claim claim;
    private final SeatMedia media;
    private final SignalBudget budget;
    private Consent consent = Consent.UNDECIDED;
    private Optional<SignalSink> sink = Optional.empty();
    private Optional<String> resumeHash = Optional.empty();
    private Optional<Timers.Timer> grace = Optional.empty();

    Seat(Claim claim, SeatMedia media, SignalBudget budget) {
        this.claim = claim;
        this.media = media;
        this.budget = budget;
    }

    ParticipantId id() {
        return claim.participant();
    }

    ParticipantRole role() {
        return claim.role();
    }

    Optional<UserId> user() {
        return claim.user();
    }

    Caller caller() {
        return claim.caller();
    }

    SeatMedia media() {
        return media;
    }

    SignalBudget budget() {
        return budget;
    }

    Consent consent() {
        return consent;
    }

    void consent(Consent answer) {
        consent = answer;
    }

    Signal.Peer asPeer() {
        return new Signal.Peer(claim.participant(), claim.role(), claim.name(), media.muted(), media.flowing());
    }

    /** Connects, and keeps what the next connection must show. */
    void attach(SignalSink connection, String hashOfResumeToken) {
        grace.ifPresent(Timers.Timer::cancel);
        grace = Optional.empty();
        sink = Optional.of(connection);
        resumeHash = Optional.of(hashOfResumeToken);
    }

    boolean isAttached() {
        return sink.isPresent();
    }

    /** Whether this connection is the one that counts. */
    boolean isAttachedTo(SignalSink connection) {
        return sink.isPresent() && sink.get() == connection;
    }

    Optional<String> resumeHash() {
        return resumeHash;
    }

    void send(Signal.FromServer signal) {
        sink.ifPresent(connection -> connection.send(signal));
    }

    /** The connection is lost: the participant has until the timer runs to come back. */
    void detach(Timers.Timer untilGone) {
        sink = Optional.empty();
        grace = Optional.of(untilGone);
    }

    void close(Closing why) {
        grace.ifPresent(Timers.Timer::cancel);
        grace = Optional.empty();
        sink.ifPresent(connection -> connection.close(why));
        sink = Optional.empty();
    }
}
