package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.recording.IntegrityChecks;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.IntegrityView;
import org.sightline.rest.internal.view.IntegrityView.ScrubView;

/** Whether what the workspace keeps is still what was written. */
@Path("v1/workspace/integrity")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Workspace")
public final class IntegrityResource {
    private final IntegrityChecks checks;

    public IntegrityResource(IntegrityChecks checks) {
        this.checks = checks;
    }

    @GET
    @Operation(operationId = "getIntegrity", summary = "What the checks of the stored recordings have found")
    public IntegrityView get(@Parameter(hidden = true) @Context Visitor visitor) {
        return IntegrityView.of(checks.findings(visitor.caller()));
    }

    @POST
    @Path("scrub")
    @Operation(
            operationId = "scrubRecordings",
            summary = "Begins to check every stored recording; one that is under way goes on")
    public ScrubView scrub(NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor) {
        return ScrubView.of(checks.begin(visitor.caller()));
    }
}
