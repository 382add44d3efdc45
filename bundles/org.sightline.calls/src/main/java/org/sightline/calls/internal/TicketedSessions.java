package org.sightline.calls.internal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.audit.AuditException;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.CallSessions;
import org.sightline.calls.CallState;
import org.sightline.calls.Invitation;

/** Lets in whoever has a ticket or takes its session over. */
@Component(service = CallSessions.class)
public final class TicketedSessions implements CallSessions {
    private static final int ANSWER_WITHIN_SECONDS = 10;
    private static final int TRIES = 3;

    private final TicketOffice office;
    private final LiveCalls live;
    private final CallLedger ledger;
    private final AccessControl access;

    @Activate
    public TicketedSessions(
            @Reference TicketOffice office,
            @Reference LiveCalls live,
            @Reference CallLedger ledger,
            @Reference AccessControl access) {
        this.office = office;
        this.live = live;
        this.ledger = ledger;
        this.access = access;
    }

    @Override
    public CallSession open(String ticket, SignalSink sink) {
        Claim claim = office.tickets().use(ticket).orElseThrow(TicketedSessions::invalid);
        for (int i = 0; i < TRIES; i++) {
            Call call = claimed(claim);
            Optional<CallSession> session = answer(live.of(call).join(claim, sink));
            if (session.isPresent()) {
                return session.get();
            }
        }
        throw ended();
    }

    /** The call, if what the ticket was issued for still holds. */
    private Call claimed(Claim claim) {
        Call call = ledger.find(claim.workspace(), claim.call()).orElseThrow(TicketedSessions::invalid);
        if (call.state() == CallState.ENDED) {
            throw ended();
        }
        if (claim.user().isPresent()) {
            try {
                access.require(CallRights.request(claim.caller(), Action.CALL_JOIN, call));
            } catch (AccessDeniedException | NotFoundException e) {
                throw invalid();
            }
        }
        boolean revoked = claim.invitation()
                .flatMap(hash -> ledger.invitation(claim.workspace(), hash))
                .filter(Invitation::revoked)
                .isPresent();
        if (revoked) {
            throw invalid();
        }
        return call;
    }

    @Override
    public CallSession resume(String resumeToken, SignalSink sink) {
        ResumeTokens.Session session = live.resumes().find(resumeToken).orElseThrow(TicketedSessions::invalid);
        return answer(session.call().resume(session.participant(), Secret.hash(resumeToken), sink))
                .orElseThrow(TicketedSessions::invalid);
    }

    private static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.get(ANSWER_WITHIN_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuditException) {
                throw new CallException("audit-unavailable", "the audit log cannot be written; nobody can join now");
            }
            throw e.getCause() instanceof CallException refused
                    ? new CallException(refused.code(), refused.getMessage())
                    : new IllegalStateException("a participant could not be admitted", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the call does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while joining", e);
        }
    }

    private static CallException invalid() {
        return new CallException("ticket-invalid", "unknown, used, expired or no longer allowed");
    }

    private static CallException ended() {
        return new CallException("call-ended", "the call has ended");
    }
}
