package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.AccessDeniedException;
import org.sightline.access.AccessRequest;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.access.Resource;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.calls.Calls;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.RecordingView;
import org.sightline.rest.internal.view.VerificationView;
import org.sightline.rest.internal.view.WatcherView;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Users;

/** The recordings of the workspace: that they exist, who may watch them and whether they are intact. */
@Path("v1/recordings")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Recordings")
public final class RecordingResource {
    private static final int MAX = 200;

    private final Guard guard;
    private final Recordings recordings;
    private final Calls calls;
    private final Users users;

    public RecordingResource(Guard guard, Recordings recordings, Calls calls, Users users) {
        this.guard = guard;
        this.recordings = recordings;
        this.calls = calls;
        this.users = users;
    }

    @GET
    @Operation(operationId = "listRecordings", summary = "The newest recordings, newest first")
    public List<RecordingView> list(
            @Parameter(description = "Only those of this call") @QueryParam("call") String call,
            @Parameter(description = "1 to 200; 50 if left out") @QueryParam("limit") String limit,
            @Parameter(hidden = true) @Context Visitor visitor) {
        Caller caller = visitor.caller();
        Optional<CallId> only = Optional.ofNullable(call).map(Input::call);
        only.ifPresent(id -> calls.get(caller, id)); // another workspace's call is not found, not empty
        List<Recording> found = recordings.list(caller, only, Input.limit(limit, 50, MAX));
        Map<CallId, Call> known = found.size() > 1
                ? calls.list(caller, MAX).stream().collect(Collectors.toMap(Call::id, Function.identity()))
                : Map.of();
        return found.stream().map(recording -> view(visitor, recording, known)).toList();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getRecording", summary = "A recording")
    public RecordingView get(@PathParam("id") String id, @Parameter(hidden = true) @Context Visitor visitor) {
        return view(visitor, recordings.get(visitor.caller(), Input.recording(id)), Map.of());
    }

    @GET
    @Path("{id}/watchers")
    @Operation(operationId = "listWatchers", summary = "Who may watch a recording, and why")
    public List<WatcherView> watchers(@PathParam("id") String id, @Parameter(hidden = true) @Context Visitor visitor) {
        RecordingId recording = Input.recording(id);
        recordings.get(visitor.caller(), recording);
        Caller caller = guard.requireToLook(visitor, Action.WORKSPACE_MANAGE);
        return users.list(caller).stream()
                .filter(User::active)
                .map(user -> WatcherView.of(user, recordings.explain(caller, recording, user.id())))
                .toList();
    }

    @POST
    @Path("{id}/verification")
    @Operation(
            operationId = "verifyRecording",
            summary = "Reads every byte of a recording and says whether it is intact")
    public VerificationView verify(
            @PathParam("id") String id, NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor) {
        return VerificationView.of(recordings.verify(visitor.caller(), Input.recording(id)));
    }

    private RecordingView view(Visitor visitor, Recording recording, Map<CallId, Call> known) {
        Call call = known.get(recording.call());
        Optional<Call> held = call != null ? Optional.of(call) : call(visitor.caller(), recording.call());
        return RecordingView.of(recording, held, mayWatch(visitor, recording));
    }

    private Optional<Call> call(Caller caller, CallId id) {
        try {
            return Optional.of(calls.get(caller, id));
        } catch (NotFoundException | AccessDeniedException notShown) {
            return Optional.empty();
        }
    }

    private boolean mayWatch(Visitor visitor, Recording recording) {
        Map<String, String> attributes = Map.of(
                Resource.TECHNICIAN,
                recording.technician().value(),
                Resource.AUTHORISED_TO_REVIEW,
                Boolean.toString(visitor.user().authorisedToReview()));
        Resource resource = new Resource(recording.workspace(), recording.id().value(), attributes);
        return guard.permits(new AccessRequest(visitor.caller(), Action.RECORDING_WATCH, resource));
    }
}
