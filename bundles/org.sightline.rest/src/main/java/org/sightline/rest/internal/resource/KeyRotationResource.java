package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import org.sightline.access.Action;
import org.sightline.keys.KeyRotations;
import org.sightline.keys.Keys;
import org.sightline.keys.KeysException;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.KeyRotationView;
import org.sightline.tenancy.Caller;

/** The workspace's key. */
@Path("v1/workspace/key-rotation")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Workspace")
public final class KeyRotationResource {
    private final Guard guard;
    private final Keys keys;
    private final KeyRotations rotations;

    public KeyRotationResource(Guard guard, Keys keys, KeyRotations rotations) {
        this.guard = guard;
        this.keys = keys;
        this.rotations = rotations;
    }

    @GET
    @Operation(
            operationId = "getKeyRotation",
            summary = "What holds the workspace's key, and how far its last rotation has come")
    public KeyRotationView get(@Parameter(hidden = true) @Context Visitor visitor) {
        Caller caller = guard.requireToLook(visitor, Action.KEY_ROTATE);
        return KeyRotationView.of(keys.providers(), rotations.progress(caller));
    }

    @POST
    @Operation(
            operationId = "rotateKey",
            summary = "Makes a new version of the workspace's key; recordings' keys are wrapped anew in the background")
    public KeyRotationView rotate(NoMembers nothing, @Parameter(hidden = true) @Context Visitor visitor)
            throws KeysException {
        Caller caller = guard.require(visitor, Action.KEY_ROTATE);
        return KeyRotationView.of(keys.providers(), Optional.of(rotations.rotate(caller)));
    }
}
