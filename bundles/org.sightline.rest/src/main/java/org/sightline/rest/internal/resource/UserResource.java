package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.PATCH;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sightline.access.Action;
import org.sightline.rest.internal.problem.ProblemException;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.NewUserView;
import org.sightline.rest.internal.view.UserView;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;
import org.sightline.tenancy.Users;

/** The users of the workspace. */
@Path("v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Users")
public final class UserResource {
    private final Guard guard;
    private final Users users;

    public UserResource(Guard guard, Users users) {
        this.guard = guard;
        this.users = users;
    }

    /** A user to add. */
    @Schema(name = "UserToAdd")
    record Addition(
            String name,
            String displayName,

            @Schema(allowableValues = {"administrator", "supervisor", "technician"})
            String role) {}

    /** What to change; members that are left out stay as they are. */
    @Schema(name = "UserChange")
    record Change(Boolean active, Boolean authorisedToReview) {}

    @GET
    @Operation(operationId = "listUsers", summary = "All users by name")
    public List<UserView> list(@Parameter(hidden = true) @Context Visitor visitor) {
        Caller caller = guard.require(visitor, Action.USERS_VIEW);
        return users.list(caller).stream().map(UserView::of).toList();
    }

    @POST
    @Operation(operationId = "addUser", summary = "Adds a user, with a one-time password that is shown only now")
    @ApiResponse(
            responseCode = "201",
            description = "Added.",
            content = @Content(schema = @Schema(implementation = NewUserView.class)))
    public Response add(Addition addition, @Parameter(hidden = true) @Context Visitor visitor) {
        String name = Input.required("name", addition.name());
        String displayName = Input.required("displayName", addition.displayName());
        Role role = role(Input.required("role", addition.role()));
        Caller caller = guard.require(visitor, Action.USERS_MANAGE);
        NewUserView added = NewUserView.of(users.add(caller, name, displayName, role));
        return Response.status(Response.Status.CREATED).entity(added).build();
    }

    @PATCH
    @Path("{id}")
    @Operation(operationId = "changeUser", summary = "Deactivates or reactivates a user; whether it may review")
    public UserView change(
            @PathParam("id") String id, Change change, @Parameter(hidden = true) @Context Visitor visitor) {
        UserId user = Input.user(id);
        Caller caller = guard.require(visitor, Action.USERS_MANAGE, id);
        User changed = users.get(caller, user);
        if (change.active() == null && change.authorisedToReview() == null) {
            throw new ProblemException("missing-field", "Nothing to change: active or authorisedToReview.");
        }
        if (change.authorisedToReview() != null) {
            changed = users.setAuthorisedToReview(caller, user, change.authorisedToReview());
        }
        if (change.active() != null) {
            changed = users.setActive(caller, user, change.active());
        }
        return UserView.of(changed);
    }

    @POST
    @Path("{id}/password")
    @Operation(operationId = "resetPassword", summary = "Replaces a user's password by a one-time password")
    public NewUserView resetPassword(
            @PathParam("id") String id, NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor) {
        UserId user = Input.user(id);
        Caller caller = guard.require(visitor, Action.USERS_MANAGE, id);
        return NewUserView.of(users.resetPassword(caller, user));
    }

    private static Role role(String text) {
        for (Role role : Role.values()) {
            if (role.ofUsers() && role.name().toLowerCase(java.util.Locale.ROOT).equals(text)) {
                return role;
            }
        }
        throw new ProblemException("invalid-role", "role: administrator, supervisor or technician", "role");
    }
}
