package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;
import org.sightline.access.Action;
import org.sightline.access.NotFoundException;
import org.sightline.rest.internal.problem.ProblemException;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.RegionChangePlanView;
import org.sightline.rest.internal.view.RegionChangeView;
import org.sightline.rest.internal.view.SignedReportView;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChange.SignedReport;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.RegionChanges;
import org.sightline.storage.Storage;
import org.sightline.storage.StorageException;
import org.sightline.tenancy.Caller;
import org.sightline.tenancy.Names;
import org.sightline.tenancy.Users;

/** Changes of the workspace's region: what one would move, how far one has come, what one has done. */
@Path("v1/workspace/region-changes")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Workspace")
public final class RegionChangeResource {
    private static final int MAX = 200;
    private static final long MAX_BYTES_PER_SECOND = 1_000_000_000_000L;

    private final Guard guard;
    private final Storage storage;
    private final RegionChanges changes;
    private final Users users;

    public RegionChangeResource(Guard guard, Storage storage, RegionChanges changes, Users users) {
        this.guard = guard;
        this.storage = storage;
        this.changes = changes;
        this.users = users;
    }

    /** A change to begin. */
    @Schema(name = "RegionChangeToBegin")
    record Beginning(
            String region,

            @Schema(description = "The most that is copied in a second; as fast as it goes if left out or 0")
            Long bytesPerSecond) {}

    /** How fast it may copy. */
    @Schema(name = "RegionChangeRate")
    record Rate(
            @Schema(description = "The most that is copied in a second; 0: as fast as it goes")
            Long bytesPerSecond) {}

    /** Something to do to one change. */
    private interface Step {
        RegionChange take(Caller caller, RegionChangeId id) throws StorageException;
    }

    @GET
    @Path("plan")
    @Operation(operationId = "planRegionChange", summary = "What a change to a region would move; changes nothing")
    public RegionChangePlanView plan(
            @Parameter(required = true) @QueryParam("region") String region,
            @Parameter(hidden = true) @Context Visitor visitor)
            throws StorageException {
        String to = Names.requireRegion(Input.required("region", region));
        Caller caller = guard.requireToLook(visitor, Action.REGION_CHANGE);
        requireServed(to);
        try {
            return RegionChangePlanView.of(changes.plan(caller, to));
        } catch (StorageException e) {
            throw thereAlready(e);
        }
    }

    @POST
    @Operation(
            operationId = "beginRegionChange",
            summary = "Changes the region: new recordings go there at once, what is kept follows in the background")
    @ApiResponse(
            responseCode = "201",
            description = "Begun.",
            content = @Content(schema = @Schema(implementation = RegionChangeView.class)))
    public Response begin(Beginning beginning, @Parameter(hidden = true) @Context Visitor visitor)
            throws StorageException {
        String to = Names.requireRegion(Input.required("region", beginning.region()));
        long rate = beginning.bytesPerSecond() == null ? 0 : rate(beginning.bytesPerSecond());
        Caller caller = guard.require(visitor, Action.REGION_CHANGE);
        requireServed(to);
        try {
            RegionChange begun = changes.begin(caller, to, rate);
            return Response.status(Response.Status.CREATED)
                    .entity(view(caller, begun))
                    .build();
        } catch (StorageException e) {
            throw thereAlready(e);
        }
    }

    @GET
    @Operation(operationId = "listRegionChanges", summary = "The newest changes of the region, newest first")
    public List<RegionChangeView> list(
            @Parameter(description = "1 to 200; 50 if left out") @QueryParam("limit") String limit,
            @Parameter(hidden = true) @Context Visitor visitor) {
        int most = Input.limit(limit, 50, MAX);
        Caller caller = guard.requireToLook(visitor, Action.REGION_CHANGE);
        Map<String, String> names = PeopleNames.of(users, caller);
        return changes.list(caller, most).stream()
                .map(change -> RegionChangeView.of(change, names.get(change.requestedBy())))
                .toList();
    }

    @GET
    @Path("{id}")
    @Operation(operationId = "getRegionChange", summary = "How far a change of the region has come")
    public RegionChangeView get(@PathParam("id") String id, @Parameter(hidden = true) @Context Visitor visitor) {
        RegionChangeId change = Input.regionChange(id);
        Caller caller = guard.requireToLook(visitor, Action.REGION_CHANGE);
        return view(caller, find(caller, change));
    }

    @POST
    @Path("{id}/pause")
    @Operation(operationId = "pauseRegionChange", summary = "Lets a change rest where it is")
    public RegionChangeView pause(
            @PathParam("id") String id, NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor)
            throws StorageException {
        return step(visitor, id, changes::pause);
    }

    @POST
    @Path("{id}/resume")
    @Operation(operationId = "resumeRegionChange", summary = "Lets a change go on")
    public RegionChangeView resume(
            @PathParam("id") String id, NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor)
            throws StorageException {
        return step(visitor, id, changes::resume);
    }

    @PUT
    @Path("{id}/rate")
    @Operation(operationId = "limitRegionChange", summary = "Says how fast a change may copy, from now on")
    public RegionChangeView limit(
            @PathParam("id") String id, Rate rate, @Parameter(hidden = true) @Context Visitor visitor)
            throws StorageException {
        return step(
                visitor,
                id,
                (caller, change) ->
                        changes.limit(caller, change, rate(Input.required("bytesPerSecond", rate.bytesPerSecond()))));
    }

    @GET
    @Path("{id}/report")
    @Operation(
            operationId = "getRegionChangeReport",
            summary = "The signed report of a change that is done, which can be checked without the platform")
    @ApiResponse(
            responseCode = "200",
            description = "The report.",
            content = @Content(schema = @Schema(implementation = SignedReportView.class)))
    public Response report(@PathParam("id") String id, @Parameter(hidden = true) @Context Visitor visitor) {
        RegionChangeId change = Input.regionChange(id);
        Caller caller = guard.requireToLook(visitor, Action.REGION_CHANGE);
        SignedReport report = find(caller, change)
                .report()
                .orElseThrow(() -> new ProblemException("not-ready", "A change has its report when it is done."));
        return Response.ok(SignedReportView.of(report))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"region-change-" + change + ".json\"")
                .build();
    }

    private RegionChangeView step(Visitor visitor, String id, Step step) throws StorageException {
        RegionChangeId change = Input.regionChange(id);
        Caller caller = guard.require(visitor, Action.REGION_CHANGE, id);
        find(caller, change); // what is not there is said before what the body gets wrong
        try {
            return view(caller, step.take(caller, change));
        } catch (StorageException e) {
            if (e.reason() == StorageException.Reason.EXISTS) {
                throw new ProblemException("change-ended", "This change has ended.");
            }
            throw e;
        }
    }

    private RegionChange find(Caller caller, RegionChangeId id) {
        return changes.find(caller, id).orElseThrow(() -> new NotFoundException(id.value()));
    }

    private RegionChangeView view(Caller caller, RegionChange change) {
        return RegionChangeView.of(change, PeopleNames.of(users, caller).get(change.requestedBy()));
    }

    private void requireServed(String region) {
        boolean served = storage.regions().stream().anyMatch(each -> each.name().equals(region));
        if (!served) {
            throw new ProblemException("region-unknown", "No storage serves " + region + ".", "region");
        }
    }

    private static StorageException thereAlready(StorageException e) {
        if (e.reason() == StorageException.Reason.EXISTS) {
            throw new ProblemException("already-there", "The workspace and all that it keeps is there.", "region");
        }
        return e;
    }

    private static long rate(long bytesPerSecond) {
        if (bytesPerSecond < 0 || bytesPerSecond > MAX_BYTES_PER_SECOND) {
            throw new ProblemException(
                    "invalid-bytespersecond", "bytesPerSecond: 0 to " + MAX_BYTES_PER_SECOND, "bytesPerSecond");
        }
        return bytesPerSecond;
    }
}
