package org.sightline.calls.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.access.Resource;
import org.sightline.calls.Call;
import org.sightline.calls.CallException;
import org.sightline.calls.CallId;
import org.sightline.calls.CallState;
import org.sightline.calls.Calls;
import org.sightline.calls.Invitation;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspace;
import org.sightline.tenancy.Workspaces;

/** What callers ask about the calls of their workspace; each question goes to the access bundle first. */
@Component(service = Calls.class)
public final class WorkspaceCalls implements Calls {
    private static final int MOST_LISTED = 200;
    /** How far back a caller's own calls are looked for among those of the whole workspace. */
    private static final int MOST_SEARCHED = 1_000;

    private static final int END_WITHIN_SECONDS = 10;

    private final CallLedger ledger;
    private final InvitationDesk invitations;
    private final TicketOffice office;
    private final LiveCalls live;
    private final AccessControl access;
    private final Users users;
    private final Workspaces workspaces;

    @Activate
    public WorkspaceCalls(
            @Reference CallLedger ledger,
            @Reference InvitationDesk invitations,
            @Reference TicketOffice office,
            @Reference LiveCalls live,
            @Reference AccessControl access,
            @Reference Users users,
            @Reference Workspaces workspaces) {
        this.ledger = ledger;
        this.invitations = invitations;
        this.office = office;
        this.live = live;
        this.access = access;
        this.users = users;
        this.workspaces = workspaces;
    }

    @Override
    public Invited create(Caller caller, String customerName) {
        access.require(new AccessRequest(caller, Action.CALL_CREATE, Resource.of(caller.workspace())));
        User technician = user(caller);
        Call call = new Call(
                CallId.fresh(),
                caller.workspace(),
                technician.id(),
                technician.displayName(),
                customerName,
                CallState.CREATED,
                ledger.now(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0);
        Map.Entry<String, Invitation> drawn = invitations.draw(caller.workspace(), call);
        ledger.create(caller, call, drawn.getValue());
        return new Invited(call, drawn.getKey(), drawn.getValue().expiresAt());
    }

    @Override
    public Invited invite(Caller caller, CallId id) {
        Call call = permitted(caller, Action.CALL_JOIN, id);
        requireNotEnded(call);
        Map.Entry<String, Invitation> drawn = invitations.draw(caller.workspace(), call);
        ledger.replaceInvitation(caller, drawn.getValue());
        return new Invited(call, drawn.getKey(), drawn.getValue().expiresAt());
    }

    @Override
    public Call get(Caller caller, CallId id) {
        return permitted(caller, Action.CALL_VIEW, id);
    }

    @Override
    public List<Call> list(Caller caller, int limit) {
        if (limit < 1 || limit > MOST_LISTED) {
            throw new IllegalArgumentException("limit: 1 to " + MOST_LISTED);
        }
        return ledger.newest(caller.workspace(), MOST_SEARCHED).stream()
                .filter(call -> access.explain(CallRights.request(caller, Action.CALL_VIEW, call))
                        .permitted())
                .limit(limit)
                .toList();
    }

    @Override
    public Call end(Caller caller, CallId id) {
        Call call = permitted(caller, Action.CALL_END, id);
        if (call.state() == CallState.ENDED) {
            return call;
        }
        return await(live.end(caller, call, reason(caller)));
    }

    @Override
    public Ticket ticket(Caller caller, CallId id) {
        Call call = permitted(caller, Action.CALL_JOIN, id);
        requireNotEnded(call);
        User user = user(caller);
        return office.tickets().issue(Claim.ofUser(caller, id, user.id(), user.displayName()));
    }

    @Override
    public InvitationView view(String invitationToken) {
        InvitationDesk.Welcome found = invitations.look(invitationToken);
        Call call = found.call();
        Workspace workspace = workspaces.get(Caller.platform(call.workspace()));
        return new InvitationView(
                call.id(),
                workspace.displayName(),
                call.technicianName(),
                call.customerName(),
                workspace.region(),
                found.invitation().expiresAt());
    }

    @Override
    public Ticket ticketFor(String invitationToken) {
        InvitationDesk.Welcome found = invitations.check(invitationToken);
        Call call = found.call();
        return office.tickets()
                .issue(Claim.ofCustomer(
                        call.workspace(),
                        call.id(),
                        call.customerName(),
                        found.invitation().tokenHash()));
    }

    private Call permitted(Caller caller, Action action, CallId id) {
        Call call = ledger.find(caller.workspace(), id).orElseThrow(() -> new NotFoundException(id.value()));
        access.require(CallRights.request(caller, action, call));
        return call;
    }

    private User user(Caller caller) {
        if (!caller.subject().startsWith("usr_")) {
            throw new CallException("not-a-user", "only a user of the workspace holds or joins a call by itself");
        }
        return users.get(Caller.platform(caller.workspace()), new UserId(caller.subject()));
    }

    private static void requireNotEnded(Call call) {
        if (call.state() == CallState.ENDED) {
            throw new CallException("call-ended", "the call has ended");
        }
    }

    private static String reason(Caller caller) {
        if (caller.is(Role.OPERATOR)) {
            return "operator";
        }
        if (caller.is(Role.PLATFORM)) {
            return "platform";
        }
        return caller.is(Role.ADMINISTRATOR) ? "administrator" : "technician";
    }

    private static Call await(CompletableFuture<Call> ending) {
        try {
            return ending.orTimeout(END_WITHIN_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the call could not be ended", e.getCause());
        }
    }
}
