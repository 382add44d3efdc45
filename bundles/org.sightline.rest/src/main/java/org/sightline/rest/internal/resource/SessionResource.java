package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Arrays;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.DELETE;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sightline.rest.internal.guard.Throttled;
import org.sightline.rest.internal.session.BeforePasswordChange;
import org.sightline.rest.internal.session.Open;
import org.sightline.rest.internal.session.SessionCookie;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.SessionView;
import org.sightline.tenancy.Sessions;
import org.sightline.tenancy.Sessions.Session;
import org.sightline.tenancy.Sessions.SignedIn;
import org.sightline.tenancy.Users;
import org.sightline.tenancy.Workspaces;

/** Signing in and out. */
@Path("v1/session")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Session")
public final class SessionResource {
    private final Sessions sessions;
    private final Users users;
    private final Workspaces workspaces;

    public SessionResource(Sessions sessions, Users users, Workspaces workspaces) {
        this.sessions = sessions;
        this.users = users;
        this.workspaces = workspaces;
    }

    /** What is typed at sign-in. */
    @Schema(name = "Credentials")
    record Credentials(
            String workspace,
            String user,

            @Schema(implementation = String.class, format = "password")
            char[] password,

            @Schema(description = "Of the authenticator app, or a recovery code; after totp-required")
            String code) {
        @Override
        public String toString() {
            return "Credentials";
        }
    }

    /** What is typed to change a password. */
    @Schema(name = "PasswordChange")
    record PasswordChange(
            @Schema(implementation = String.class, format = "password")
            char[] current,

            @Schema(implementation = String.class, format = "password")
            char[] next) {
        @Override
        public String toString() {
            return "PasswordChange";
        }
    }

    @POST
    @Open
    @Throttled
    @Operation(operationId = "signIn", summary = "Signs in; the answer sets the session cookie")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    public SessionView signIn(
            Credentials credentials,
            @Parameter(hidden = true) @Context HttpHeaders headers,
            @Parameter(hidden = true) @Context org.apache.cxf.jaxrs.ext.MessageContext message) {
        String workspace = Input.required("workspace", credentials.workspace());
        String user = Input.required("user", credentials.user());
        char[] password = Input.required("password", credentials.password());
        try {
            Optional<String> previous = SessionCookie.token(headers.getCookies());
            SignedIn signedIn =
                    sessions.signIn(workspace, user, password, Optional.ofNullable(credentials.code()), previous);
            message.getHttpServletResponse().addHeader(HttpHeaders.SET_COOKIE, SessionCookie.set(signedIn.token()));
            return view(signedIn.session());
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @GET
    @BeforePasswordChange
    @Operation(operationId = "getSession", summary = "Who is signed in")
    public SessionView get(@Parameter(hidden = true) @Context Visitor visitor) {
        return view(visitor.session());
    }

    @DELETE
    @BeforePasswordChange
    @Operation(operationId = "signOut", summary = "Ends the session")
    @ApiResponse(responseCode = "204", description = "The session has ended.")
    public Response signOut(@Parameter(hidden = true) @Context Visitor visitor) {
        sessions.signOut(visitor.token());
        return Response.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.remove())
                .build();
    }

    @POST
    @Path("password")
    @BeforePasswordChange
    @Operation(operationId = "changePassword", summary = "Changes one's own password; all other sessions end")
    @ApiResponse(responseCode = "204", description = "The password is changed.")
    public void changePassword(PasswordChange change, @Parameter(hidden = true) @Context Visitor visitor) {
        char[] current = Input.required("current", change.current());
        char[] next = Input.required("next", change.next());
        try {
            users.changePassword(visitor.caller(), current, next, Optional.of(visitor.token()));
        } finally {
            Arrays.fill(current, '\0');
            Arrays.fill(next, '\0');
        }
    }

    private SessionView view(Session session) {
        return SessionView.of(session, workspaces.get(session.user().caller()));
    }
}
