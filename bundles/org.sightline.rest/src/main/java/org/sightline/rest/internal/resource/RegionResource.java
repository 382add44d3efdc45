package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.Action;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.RegionView;
import org.sightline.storage.Storage;

/** Where recordings can be kept. */
@Path("v1/regions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Workspace")
public final class RegionResource {
    private final Guard guard;
    private final Storage storage;

    public RegionResource(Guard guard, Storage storage) {
        this.guard = guard;
        this.storage = storage;
    }

    @GET
    @Operation(operationId = "listRegions", summary = "The regions that storage serves now")
    public List<RegionView> list(@Parameter(hidden = true) @Context Visitor visitor) {
        guard.requireToLook(visitor, Action.WORKSPACE_MANAGE);
        return storage.regions().stream().map(RegionView::of).toList();
    }
}
