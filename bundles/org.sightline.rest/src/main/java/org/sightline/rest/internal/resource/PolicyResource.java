package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.Action;
import org.sightline.access.RequiredPolicies;
import org.sightline.rest.internal.problem.ProblemException;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.PolicyView;
import org.sightline.tenancy.Caller;

/** The access policies that vote on the workspace's requests. */
@Path("v1/workspace/policies")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Workspace")
public final class PolicyResource {
    private final Guard guard;
    private final RequiredPolicies requirements;

    public PolicyResource(Guard guard, RequiredPolicies requirements) {
        this.guard = guard;
        this.requirements = requirements;
    }

    /** The policies to require. */
    @Schema(name = "RequiredPolicies")
    record Required(List<String> policies) {}

    @GET
    @Operation(operationId = "listPolicies", summary = "The access policies that vote, and those that should")
    public List<PolicyView> list(@Parameter(hidden = true) @Context Visitor visitor) {
        return view(guard.requireToLook(visitor, Action.WORKSPACE_MANAGE));
    }

    @PUT
    @Path("required")
    @Operation(
            operationId = "requirePolicies",
            summary = "Sets the policies without which nothing is allowed; they must be voting now")
    public List<PolicyView> require(Required required, @Parameter(hidden = true) @Context Visitor visitor) {
        List<String> names = Input.required("policies", required.policies());
        names.forEach(name -> Input.required("policies", name));
        Caller caller = guard.require(visitor, Action.REVIEW_POLICY_CHANGE);
        try {
            requirements.require(caller, names);
        } catch (IllegalArgumentException refused) {
            throw new ProblemException("invalid-policies", "policies: " + refused.getMessage(), "policies");
        }
        return view(caller);
    }

    private List<PolicyView> view(Caller caller) {
        return guard.policies(caller).stream().map(PolicyView::of).toList();
    }
}
