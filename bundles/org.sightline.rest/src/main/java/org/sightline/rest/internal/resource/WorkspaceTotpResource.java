package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.Consumes;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.Action;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.TotpView;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.SecondFactors;

/** Whether the workspace requires authenticator apps. */
@Path("v1/workspace/totp")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Workspace")
public final class WorkspaceTotpResource {
    private final Guard guard;
    private final SecondFactors factors;

    public WorkspaceTotpResource(Guard guard, SecondFactors factors) {
        this.guard = guard;
        this.factors = factors;
    }

    /** The choice. */
    @Schema(name = "TotpChoice")
    record Choice(Boolean required) {}

    @PUT
    @Operation(
            operationId = "requireTotp",
            summary =
                    "Whether every user of the workspace needs an authenticator app; whoever has none sets it up first")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    public TotpView require(Choice choice, @Parameter(hidden = true) @Context Visitor visitor) {
        boolean required = Input.required("required", choice.required());
        Caller caller = guard.require(visitor, Action.WORKSPACE_MANAGE);
        factors.require(caller, required);
        return TotpView.of(factors.status(caller));
    }
}
