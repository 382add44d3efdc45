package org.sightline.calls.internal;

import java.util.Map;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.AuditException;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.Consent;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.ParticipantRole;
import org.sightline.calls.Signal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what participants ask by signals. Everything here runs in the call's turns. */
final class SignalHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SignalHandler.class);
    private static final int MOST_SDP = 64 * 1024;
    private static final int MOST_CANDIDATE = 1024;
    private static final int MOST_MID = 64;

    private final LiveCall call;
    private final RecordingControl recording;
    private final CallLedger ledger;
    private final AccessControl access;

    SignalHandler(LiveCall call, RecordingControl recording, CallLedger ledger, AccessControl access) {
        this.call = call;
        this.recording = recording;
        this.ledger = ledger;
        this.access = access;
    }

    /** Refuses what cannot be right, before it takes a turn. */
    static void requireSound(Signal.FromClient signal) {
        if (signal instanceof Signal.Offer offer
                && (offer.sdp().isBlank() || offer.sdp().length() > MOST_SDP)) {
            throw new CallException("bad-offer", "an offer has 1 to " + MOST_SDP + " characters");
        }
        if (signal instanceof Signal.Candidate candidate
                && (candidate.candidate().length() > MOST_CANDIDATE
                        || candidate.mid().length() > MOST_MID)) {
            throw new CallException("bad-candidate", "a candidate has at most " + MOST_CANDIDATE + " characters");
        }
    }

    void handle(Seat seat, Signal.FromClient signal) {
        if (signal instanceof Signal.Offer offer) {
            seat.media().offer(offer);
        } else if (signal instanceof Signal.Candidate candidate) {
            seat.media().candidate(candidate);
        } else if (signal instanceof Signal.Mute mute) {
            seat.media().mute(mute.kinds());
            call.announce(seat);
        } else if (signal instanceof Signal.ConsentGiven answer) {
            consent(seat, answer.given());
        } else if (signal instanceof Signal.PauseRecording pause) {
            pause(seat, pause.paused());
        } else if (signal instanceof Signal.Ping ping) {
            seat.send(new Signal.Pong(ping.n()));
        } else if (signal instanceof Signal.Bye) {
            call.leave(seat, LiveCall.Leaving.HANGS_UP);
        } else if (signal instanceof Signal.EndCall) {
            end(seat);
        }
    }

    private void consent(Seat seat, boolean given) {
        Consent next = ConsentMoves.answer(seat.consent(), given);
        if (next == seat.consent()) {
            seat.send(recording.now());
            return;
        }
        if (given) {
            giveConsent(seat);
        } else {
            seat.consent(next); // first it stops, then it is written down
            recording.settle();
            try {
                ledger.consent(seat.caller(), call.call(), record(seat, next));
            } catch (RuntimeException e) {
                LOG.error(
                        "{}: that {} is {} cannot be written down", call.call().id(), seat.id(), next, e);
            }
        }
        seat.send(recording.now());
    }

    /** Consent counts only once it is on record. */
    private void giveConsent(Seat seat) {
        try {
            ledger.consent(seat.caller(), call.call(), record(seat, Consent.GIVEN));
        } catch (RuntimeException e) {
            LOG.error(
                    "{}: the consent of {} cannot be written down and does not count",
                    call.call().id(),
                    seat.id(),
                    e);
            seat.send(new Signal.Problem("audit-unavailable", "your answer could not be written down; try again"));
            return;
        }
        seat.consent(Consent.GIVEN);
        recording.settle();
    }

    /** A user who comes back is not asked again: the answer is written down for the new participant. */
    void carryOver(Seat seat, Consent answer) {
        switch (answer) {
            case GIVEN -> giveConsent(seat);
            case REFUSED, WITHDRAWN -> seat.consent(answer);
            case UNDECIDED -> {}
        }
    }

    private void pause(Seat seat, boolean paused) {
        Call now = call.call();
        Map<String, String> who = Map.of("participant", seat.id().value());
        if (paused) {
            if (recording.isRunning()) {
                recording.pause(true);
                ledger.auditAfterwards(
                        seat.caller(), "recording.paused", now.id().value(), who);
            }
        } else {
            try {
                ledger.audit(seat.caller(), "recording.resumed", now.id().value(), Outcome.DONE, who);
                recording.pause(false);
            } catch (AuditException e) {
                LOG.error("{}: that the recording is resumed cannot be audited: it stays paused", now.id(), e);
                seat.send(new Signal.Problem("audit-unavailable", "it cannot be resumed now; try again"));
            }
        }
        seat.send(recording.now());
    }

    private void end(Seat seat) {
        if (seat.role() != ParticipantRole.TECHNICIAN) {
            seat.send(new Signal.Problem("bad-signal", "only the technician ends the call for everyone"));
            return;
        }
        try {
            access.require(CallRights.request(seat.caller(), Action.CALL_END, call.call()));
        } catch (AccessDeniedException | NotFoundException e) {
            seat.send(new Signal.Problem("access-denied", "you may not end this call"));
            return;
        }
        call.endedBy(seat);
    }

    private ConsentRecord record(Seat seat, Consent consent) {
        Call now = call.call();
        return new ConsentRecord(now.workspace(), now.id(), seat.id(), seat.role(), consent, ledger.now());
    }
}
