package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.Consumes;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.MediaType;
import org.sightline.calls.Calls;
import org.sightline.rest.internal.guard.Throttled;
import org.sightline.rest.internal.session.Open;
import org.sightline.rest.internal.view.InvitationView;
import org.sightline.rest.internal.view.TicketView;

/**
 * What an end customer with a link can do. The token comes in the body: an address would end up in logs and histories.
 */
@Path("v1/invitations")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Invitations")
public final class InvitationResource {
    private final Calls calls;

    public InvitationResource(Calls calls) {
        this.calls = calls;
    }

    /** The token of a link. */
    @Schema(name = "InvitationToken")
    record Token(String token) {
        @Override
        public String toString() {
            return "Token";
        }
    }

    @POST
    @Path("view")
    @Open
    @Throttled
    @Operation(
            operationId = "viewInvitation",
            summary = "What is seen before joining; looking does not use the link up")
    public InvitationView view(Token token) {
        return InvitationView.of(calls.view(Input.required("token", token.token())));
    }

    @POST
    @Path("ticket")
    @Open
    @Throttled
    @Operation(operationId = "getInvitationTicket", summary = "A ticket to connect to the call within a minute, once")
    public TicketView ticket(Token token) {
        return TicketView.of(calls.ticketFor(Input.required("token", token.token())));
    }
}
