package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.Action;
import org.sightline.access.Resource;
import org.sightline.access.ReviewPolicies;
import org.sightline.access.ReviewPolicies.ReviewPolicy;
import org.sightline.rest.internal.problem.ProblemException;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.PersonView;
import org.sightline.rest.internal.view.PolicyPreview;
import org.sightline.rest.internal.view.WatcherView;
import org.sightline.rest.internal.view.WorkspaceView;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspaces;

/** The workspace of whoever is signed in, and who may watch its recordings. */
@Path("v1/workspace")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Workspace")
public final class WorkspaceResource {
    private final Guard guard;
    private final Workspaces workspaces;
    private final Users users;
    private final ReviewPolicies policies;

    public WorkspaceResource(Guard guard, Workspaces workspaces, Users users, ReviewPolicies policies) {
        this.guard = guard;
        this.workspaces = workspaces;
        this.users = users;
        this.policies = policies;
    }

    /** A choice of review policy. */
    @Schema(name = "ReviewPolicyChoice")
    record Choice(
            @Schema(allowableValues = {"administrators", "technicians", "own-calls"})
            String policy) {}

    @GET
    @Operation(operationId = "getWorkspace", summary = "The workspace")
    public WorkspaceView get(@Parameter(hidden = true) @Context Visitor visitor) {
        return view(guard.require(visitor, Action.WORKSPACE_VIEW));
    }

    @PUT
    @Path("review-policy")
    @Operation(operationId = "changeReviewPolicy", summary = "Chooses who may watch recordings, from now on")
    public WorkspaceView changeReviewPolicy(Choice choice, @Parameter(hidden = true) @Context Visitor visitor) {
        ReviewPolicy policy = parse(Input.required("policy", choice.policy()));
        Caller caller = guard.require(visitor, Action.REVIEW_POLICY_CHANGE);
        policies.change(caller, policy);
        return view(caller);
    }

    @GET
    @Path("review-policy/preview")
    @Operation(operationId = "previewReviewPolicy", summary = "Who could watch recordings under a review policy")
    public PolicyPreview preview(
            @Parameter(required = true) @QueryParam("policy") String policy,
            @Parameter(hidden = true) @Context Visitor visitor) {
        ReviewPolicy chosen = parse(Input.required("policy", policy));
        Caller caller = guard.requireToLook(visitor, Action.WORKSPACE_MANAGE);
        List<WatcherView> watchers = users.list(caller).stream()
                .filter(User::active)
                .map(user -> watcher(user, chosen))
                .toList();
        return new PolicyPreview(chosen.text(), watchers);
    }

    /** Tries the policy on a recording of a call that this user held itself. */
    private static WatcherView watcher(User user, ReviewPolicy policy) {
        Map<String, String> attributes = Map.of(
                Resource.TECHNICIAN,
                user.id().value(),
                Resource.AUTHORISED_TO_REVIEW,
                Boolean.toString(user.authorisedToReview()));
        Resource ownRecording = new Resource(user.workspace(), user.workspace().value(), attributes);
        boolean permitted = policy.admits(user.caller(), ownRecording);
        String reason;
        if (!permitted) {
            reason = policy.refusal();
        } else if (user.role() == Role.ADMINISTRATOR) {
            reason = "administrators may watch every recording";
        } else if (policy == ReviewPolicy.OWN_CALLS) {
            reason = "may watch the calls that they held";
        } else {
            reason = "is authorised to review";
        }
        return new WatcherView(PersonView.of(user), permitted, reason, null);
    }

    private WorkspaceView view(Caller caller) {
        return WorkspaceView.of(workspaces.get(caller), policies.get(caller));
    }

    private static ReviewPolicy parse(String text) {
        try {
            return ReviewPolicy.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException("invalid-policy", "policy: administrators, technicians or own-calls", "policy");
        }
    }
}
