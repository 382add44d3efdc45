package org.sightline.calls.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.audit.Audit.Outcome;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.CallState;
import org.sightline.calls.Calls;
import org.sightline.calls.Invitation;
import org.sightline.calls.ParticipantRole;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.WorkspaceId;

/** Links: makes them, says what they lead to, and puts on record who looked. */
@Component(service = InvitationDesk.class)
public final class InvitationDesk {
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final CallLedger ledger;
    private final CallSettings settings;
    /** What was audited when, oldest first: a link that is fetched again and again must not fill the log. */
    private final Map<String, Instant> audited = new LinkedHashMap<>();

    @Activate
    public InvitationDesk(@Reference CallLedger ledger, @Reference CallSettings settings) {
        this.ledger = ledger;
        this.settings = settings;
    }

    /** An invitation that is good, and the call it leads to. */
    record Welcome(Invitation invitation, Call call) {}

    /** A fresh invitation to the customer's side of a call and its secret token; nothing is stored yet. */
    Map.Entry<String, Invitation> draw(WorkspaceId workspace, Call call) {
        String token = InvitationToken.fresh(workspace);
        Instant expiresAt = ledger.now().plus(settings.invitation());
        Invitation invitation =
                new Invitation(workspace, call.id(), ParticipantRole.CUSTOMER, Secret.hash(token), expiresAt, false);
        return Map.entry(token, invitation);
    }

    /** As {@link Calls#view} says; audited. */
    Welcome look(String token) {
        Welcome found = check(token);
        auditNowAndThen("invitation.viewed", found.invitation(), Outcome.DONE, Map.of());
        return found;
    }

    /** The same without an audit entry: its use is audited when somebody joins. */
    Welcome check(String token) {
        WorkspaceId workspace = InvitationToken.workspaceOf(token).orElseThrow(InvitationDesk::invalid);
        Invitation invitation = ledger.invitation(workspace, Secret.hash(token)).orElseThrow(InvitationDesk::invalid);
        Optional<Call> call = ledger.find(workspace, invitation.call());
        if (invitation.revoked() || call.isEmpty()) {
            throw refused(invitation, invalid());
        }
        if (call.get().state() == CallState.ENDED) {
            throw refused(invitation, new CallException("call-ended", "the call has ended"));
        }
        if (!ledger.now().isBefore(invitation.expiresAt())) {
            throw refused(
                    invitation, new CallException("invitation-expired", "the link has expired; ask for a new one"));
        }
        return new Welcome(invitation, call.get());
    }

    private CallException refused(Invitation invitation, CallException why) {
        auditNowAndThen("invitation.refused", invitation, Outcome.REFUSED, Map.of("reason", why.code()));
        return why;
    }

    private void auditNowAndThen(String action, Invitation invitation, Outcome outcome, Map<String, String> detail) {
        if (isNews(action + invitation.tokenHash())) {
            Caller holder = new Caller(invitation.workspace(), "invitation", Set.of(Role.CUSTOMER));
            ledger.audit(holder, action, invitation.call().value(), outcome, detail);
        }
    }

    private boolean isNews(String what) {
        synchronized (audited) {
            Instant now = ledger.now();
            audited.values().removeIf(at -> !now.isBefore(at.plus(QUIET)));
            if (audited.containsKey(what) || audited.size() >= MOST_REMEMBERED) {
                return false;
            }
            audited.put(what, now);
            return true;
        }
    }

    private static CallException invalid() {
        return new CallException("invitation-invalid", "this link does not lead to a call");
    }
}
