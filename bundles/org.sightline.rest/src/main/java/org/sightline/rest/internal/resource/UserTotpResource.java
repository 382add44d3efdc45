package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.DELETE;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.Action;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.tenancy.SecondFactors;
import org.sightline.tenancy.UserId;

/** The authenticator app of a user who has lost it. */
@Path("v1/users/{id}/totp")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
public final class UserTotpResource {
    private final Guard guard;
    private final SecondFactors factors;

    public UserTotpResource(Guard guard, SecondFactors factors) {
        this.guard = guard;
        this.factors = factors;
    }

    @DELETE
    @Operation(
            operationId = "resetTotp",
            summary = "Makes a user's sign-in take no code any more, and ends the user's sessions")
    @ApiResponse(responseCode = "204", description = "It is removed.")
    public void reset(@PathParam("id") String id, @Parameter(hidden = true) @Context Visitor visitor) {
        UserId user = Input.user(id);
        factors.reset(guard.require(visitor, Action.USERS_MANAGE, id), user);
    }
}
