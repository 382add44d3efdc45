package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sightline.access.AccessDeniedException;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.Calls;
import org.sightline.calls.Calls.Invited;
import org.sightline.recording.Recording;
import org.sightline.recording.Recordings;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.CallView;
import org.sightline.rest.internal.view.InvitedView;
import org.sightline.rest.internal.view.TicketView;
import org.sightline.tenancy.Caller;

/** The calls of the workspace. */
@Path("v1/calls")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Calls")
public final class CallResource {
    private static final int MAX = 200;

    private final Calls calls;
    private final Recordings recordings;
    private final PublicAddress address;

    public CallResource(Calls calls, Recordings recordings, PublicAddress address) {
        this.calls = calls;
        this.recordings = recordings;
        this.address = address;
    }

    /** A call to create. */
    @Schema(name = "CallToCreate")
    record Creation(String customerName) {
        @Override
        public String toString() {
            return "Creation";
        }
    }

    @GET
    @Operation(operationId = "listCalls", summary = "The newest calls, newest first")
    public List<CallView> list(
            @Parameter(description = "1 to 200; 50 if left out") @QueryParam("limit") String limit,
            @Parameter(hidden = true) @Context Visitor visitor) {
        int most = Input.limit(limit, 50, MAX);
        Map<CallId, List<String>> recorded = recordings(visitor.caller(), Optional.empty());
        return calls.list(visitor.caller(), most).stream()
                .map(call -> CallView.of(call, recorded.getOrDefault(call.id(), List.of())))
                .toList();
    }

    @POST
    @Operation(operationId = "createCall", summary = "Creates a call and the customer's link, which is shown only now")
    @ApiResponse(
            responseCode = "201",
            description = "Created.",
            content = @Content(schema = @Schema(implementation = InvitedView.class)))
    public Response create(
            Creation creation,
            @Parameter(hidden = true) @Context Visitor visitor,
            @Parameter(hidden = true) @Context HttpHeaders headers) {
        String customerName = Input.required("customerName", creation.customerName());
        Invited invited = calls.create(visitor.caller(), customerName);
        return Response.status(Response.Status.CREATED)
                .entity(view(invited, List.of(), headers))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getCall", summary = "A call")
    public CallView get(@PathParam("id") String id, @Parameter(hidden = true) @Context Visitor visitor) {
        return view(visitor.caller(), calls.get(visitor.caller(), Input.call(id)));
    }

    @POST
    @Path("{id}/invitation")
    @Operation(operationId = "inviteAgain", summary = "Makes a new link for the customer; the old one stops working")
    public InvitedView invite(
            @PathParam("id") String id,
            NoMembers nothing,
            @Parameter(hidden = true) @Context Visitor visitor,
            @Parameter(hidden = true) @Context HttpHeaders headers) {
        CallId call = Input.call(id);
        Invited invited = calls.invite(visitor.caller(), call);
        return view(invited, recordingsOf(visitor.caller(), call), headers);
    }

    @POST
    @Path("{id}/end")
    @Operation(operationId = "endCall", summary = "Ends a call for everyone")
    public CallView end(
            @PathParam("id") String id, NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor) {
        return view(visitor.caller(), calls.end(visitor.caller(), Input.call(id)));
    }

    @POST
    @Path("{id}/ticket")
    @Operation(operationId = "getTicket", summary = "A ticket to connect to a call within a minute, once")
    public TicketView ticket(
            @PathParam("id") String id, NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor) {
        return TicketView.of(calls.ticket(visitor.caller(), Input.call(id)));
    }

    private CallView view(Caller caller, Call call) {
        return CallView.of(call, recordingsOf(caller, call.id()));
    }

    private InvitedView view(Invited invited, List<String> recorded, HttpHeaders headers) {
        String link = address.join(headers, invited.token());
        return new InvitedView(CallView.of(invited.call(), recorded), link, invited.expiresAt());
    }

    private List<String> recordingsOf(Caller caller, CallId call) {
        return recordings(caller, Optional.of(call)).getOrDefault(call, List.of());
    }

    /** Ids of recordings by call; none for a caller who may not see that they exist. */
    private Map<CallId, List<String>> recordings(Caller caller, Optional<CallId> call) {
        try {
            return recordings.list(caller, call, MAX).stream()
                    .collect(Collectors.groupingBy(
                            Recording::call,
                            Collectors.mapping(recording -> recording.id().value(), Collectors.toList())));
        } catch (AccessDeniedException notTheirs) {
            return Map.of();
        }
    }
}
