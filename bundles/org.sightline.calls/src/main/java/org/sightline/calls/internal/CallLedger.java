package org.sightline.calls.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.Audit;
import org.sightline.audit.Audit.Outcome;
import org.sightline.audit.AuditException;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.ConsentRecord;
import org.sightline.calls.Invitation;
import org.sightline.calls.spi.CallStore;
import org.sightline.events.Event;
import org.sightline.events.Events;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.WorkspaceId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down what becomes of calls: the row, the event with it, and the audit entry. */
@Component(service = CallLedger.class)
public final class CallLedger {
    private static final Logger LOG = LoggerFactory.getLogger(CallLedger.class);
    private static final int TRIES = 5;

    private final CallStore store;
    private final Audit audit;
    private final Events events;
    private final Clock clock;

    @Activate
    public CallLedger(@Reference CallStore store, @Reference Audit audit, @Reference Events events) {
        this(store, audit, events, Clock.systemUTC());
    }

    CallLedger(CallStore store, Audit audit, Events events, Clock clock) {
        this.store = store;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** Now, to the millisecond: what a store keeps. */
    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    Optional<Call> find(WorkspaceId workspace, CallId id) {
        return store.find(workspace, id);
    }

    List<Call> newest(WorkspaceId workspace, int limit) {
        return store.newest(workspace, limit);
    }

    List<Call> unfinished() {
        return store.unfinished();
    }

    Optional<Invitation> invitation(WorkspaceId workspace, String tokenHash) {
        return store.findInvitation(workspace, tokenHash);
    }

    void create(Caller caller, Call call, Invitation invitation) {
        audit(caller, "call.created", call.id().value(), Outcome.DONE, Map.of());
        store.insert(call.workspace(), call, invitation, List.of(event(call, "calls.call-created", Map.of())));
        events.wake();
    }

    void replaceInvitation(Caller caller, Invitation invitation) {
        audit(caller, "invitation.replaced", invitation.call().value(), Outcome.DONE, Map.of());
        store.replaceInvitation(invitation.workspace(), invitation);
    }

    Call ring(Call call) {
        return move(call, CallMoves::ring, "calls.call-ringing");
    }

    Call quiet(Call call) {
        return move(call, CallMoves::quiet, "calls.call-quiet");
    }

    Call live(Call call) {
        return move(call, now -> CallMoves.live(now, now()), "calls.call-live");
    }

    /** Ends a call and audits it. The call has ended even if the audit log cannot be written. */
    Call end(Caller by, Call call, String reason) {
        Call ended = move(call, now -> CallMoves.end(now, reason, now()), "calls.call-ended");
        if (ended.endReason().equals(Optional.of(reason))) {
            auditAfterwards(by, "call.ended", call.id().value(), Map.of("reason", reason));
        }
        return ended;
    }

    /**
     * Moves a call, starting again from its newest version if somebody else moved it meanwhile.
     *
     * @return the moved call; or the call as it is, if it has ended
     */
    private Call move(Call call, UnaryOperator<Call> step, String type) {
        Call current = call;
        for (int i = 0; i < TRIES && current.state() != CallState.ENDED; i++) {
            Call moved = step.apply(current);
            if (store.update(moved.workspace(), moved, List.of(event(moved, type, figures(moved))))) {
                events.wake();
                return moved;
            }
            current = store.find(call.workspace(), call.id())
                    .orElseThrow(() -> new IllegalStateException(call.id() + " has vanished from the store"));
        }
        if (current.state() != CallState.ENDED) {
            throw new IllegalStateException(call.id() + " was changed by others " + TRIES + " times");
        }
        return current;
    }

    void consent(Caller by, Call call, ConsentRecord consent) {
        Map<String, String> what = Map.of(
                "participant", consent.participant().value(),
                "role", lower(consent.role()),
                "consent", lower(consent.consent()));
        audit(by, "consent." + lower(consent.consent()), call.id().value(), Outcome.DONE, what);
        store.insertConsent(call.workspace(), consent, List.of(event(call, "calls.consent-changed", what)));
        events.wake();
    }

    /** @throws AuditException if it cannot be written: the action must be refused */
    void audit(Caller by, String action, String resource, Outcome outcome, Map<String, String> detail) {
        audit.record(by, action, resource, outcome, detail);
    }

    /** Audits what has happened and cannot be taken back. */
    void auditAfterwards(Caller by, String action, String resource, Map<String, String> detail) {
        try {
            audit.record(by, action, resource, Outcome.DONE, detail);
        } catch (AuditException e) {
            LOG.error("cannot audit {} of {}", action, resource, e);
        }
    }

    private Event event(Call call, String type, Map<String, String> data) {
        return Event.of(call.workspace(), type, call.id().value(), now(), data);
    }

    private static Map<String, String> figures(Call call) {
        if (call.endedAt().isEmpty()) {
            return Map.of();
        }
        long liveMillis = call.liveAt()
                .map(at -> Duration.between(at, call.endedAt().get()).toMillis())
                .orElse(0L);
        return Map.of("reason", call.endReason().orElseThrow(), "liveMillis", Long.toString(liveMillis));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(java.util.Locale.ROOT);
    }
}
