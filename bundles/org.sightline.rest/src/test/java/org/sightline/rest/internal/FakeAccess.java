package org.sightline.rest.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sightline.access.AccessControl;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.Decision;
import org.sightline.access.NotFoundException;
import org.sightline.access.PolicyHealth;
import org.sightline.access.RequiredPolicies;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.Vote;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.WorkspaceId;

/** Decides by role, and watching by the review policy. */
final class FakeAccess implements AccessControl, RequiredPolicies, ReviewPolicies {
    private static final Set<Action> EVERYONE = Set.of(
            Action.CALL_CREATE,
            Action.CALL_VIEW,
            Action.CALL_JOIN,
            Action.CALL_END,
            Action.RECORDING_LIST,
            Action.WORKSPACE_VIEW);

    volatile boolean gone;
    private final Map<WorkspaceId, List<String>> required = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, ReviewPolicy> policies = new ConcurrentHashMap<>();

    @Override
    public void require(AccessRequest request) {
        Decision decision = explain(request);
        if (!decision.permitted()) {
            throw new AccessDeniedException(request.action(), decision);
        }
    }

    @Override
    public Decision explain(AccessRequest request) {
        Caller caller = request.caller();
        if (!caller.workspace().equals(request.resource().workspace())) {
            throw new NotFoundException(request.resource().id());
        }
        boolean permitted = request.action() == Action.RECORDING_WATCH
                ? get(caller).admits(caller, request.resource())
                : caller.is(Role.ADMINISTRATOR) || EVERYONE.contains(request.action());
        Vote vote = new Vote("fake", permitted ? Vote.Choice.PERMIT : Vote.Choice.DENY, permitted ? "may" : "may not");
        return new Decision(permitted, vote.reason(), List.of(vote));
    }

    @Override
    public List<PolicyHealth> policies(Caller caller) {
        if (gone) {
            return List.of(new PolicyHealth("fake", PolicyHealth.State.MISSING, true, 0, 0, 0));
        }
        return List.of(new PolicyHealth(
                "fake", PolicyHealth.State.VOTING, required(caller).contains("fake"), 7, 0, 0));
    }

    @Override
    public List<String> required(Caller caller) {
        return required.getOrDefault(caller.workspace(), List.of());
    }

    @Override
    public void require(Caller caller, List<String> names) {
        if (!List.of("fake").containsAll(names)) {
            throw new IllegalArgumentException("1 of these policies do not vote now");
        }
        required.put(caller.workspace(), List.copyOf(names));
    }

    @Override
    public ReviewPolicy get(Caller caller) {
        return policies.getOrDefault(caller.workspace(), ReviewPolicy.ADMINISTRATORS);
    }

    @Override
    public void change(Caller caller, ReviewPolicy policy) {
        policies.put(caller.workspace(), policy);
    }
}
