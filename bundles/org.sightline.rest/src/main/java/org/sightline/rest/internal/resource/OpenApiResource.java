package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Hidden;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.UriInfo;
import org.sightline.rest.internal.openapi.ApiDocument;
import org.sightline.rest.internal.session.Open;

/** The description of all of this. */
@Path("openapi.json")
@Hidden
public final class OpenApiResource {
    private final ApiDocument document;

    public OpenApiResource(ApiDocument document) {
        this.document = document;
    }

    @GET
    @Open
    @Produces(MediaType.APPLICATION_JSON)
    public byte[] get(@Context UriInfo uri) {
        String path = uri.getBaseUri().getPath();
        return document.json(path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }
}
