package org.sightline.rest.internal.resource;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import javax.ws.rs.GET;
import javax.ws.rs.HEAD;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import org.sightline.access.NotFoundException;
import org.sightline.recording.RecordingId;
import org.sightline.recording.Recordings;
import org.sightline.rest.internal.media.MediaAnswer;
import org.sightline.rest.internal.session.Visitor;
import org.sightline.rest.internal.view.KeyframesView;

/** Watching a take. Each request is authorised anew. */
@Path("v1/recordings/{id}/takes/{n}")
@Tag(name = "Recordings")
public final class TakeResource {
    private static final int MAX_TAKE = 100_000;
    private static final long MAX_MILLIS = 1_000_000_000L;

    private final Recordings recordings;

    public TakeResource(Recordings recordings) {
        this.recordings = recordings;
    }

    @GET
    @Path("media")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "watchTake", summary = "The media of a take, whole or a range of its bytes (RFC 9110 §14)")
    @ApiResponse(
            responseCode = "200",
            description = "All of it.",
            content = @Content(mediaType = "video/webm", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(
            responseCode = "206",
            description = "The range that was asked for.",
            content = @Content(mediaType = "video/webm", schema = @Schema(type = "string", format = "binary")))
    public Response media(
            @PathParam("id") String id,
            @PathParam("n") String n,
            @Parameter(hidden = true) @Context Visitor visitor,
            @Parameter(hidden = true) @Context HttpHeaders headers,
            @Parameter(hidden = true) @Context Request request) {
        RecordingId recording = Input.recording(id);
        return MediaAnswer.to(request, headers).with(recordings.open(visitor.caller(), recording, take(n)));
    }

    @HEAD
    @Path("media")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "describeTake", summary = "Length, type and validator of a take's media")
    @ApiResponse(responseCode = "200", description = "No body.")
    public Response mediaHead(
            @PathParam("id") String id,
            @PathParam("n") String n,
            @Parameter(hidden = true) @Context Visitor visitor,
            @Parameter(hidden = true) @Context HttpHeaders headers,
            @Parameter(hidden = true) @Context Request request) {
        return media(id, n, visitor, headers, request);
    }

    @GET
    @Path("keyframes")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listKeyframes", summary = "The times at which a take has a still picture")
    public KeyframesView keyframes(
            @PathParam("id") String id, @PathParam("n") String n, @Parameter(hidden = true) @Context Visitor visitor) {
        RecordingId recording = Input.recording(id);
        return new KeyframesView(recordings.keyframes(visitor.caller(), recording, take(n)));
    }

    @GET
    @Path("stills/{millis}")
    @Produces(MediaType.WILDCARD)
    @Operation(operationId = "getStill", summary = "The picture at or before a time of a take")
    @ApiResponse(
            responseCode = "200",
            description = "The picture.",
            content = @Content(mediaType = "image/webp", schema = @Schema(type = "string", format = "binary")))
    @ApiResponse(responseCode = "204", description = "The take's codec gives no stills.")
    public Response still(
            @PathParam("id") String id,
            @PathParam("n") String n,
            @PathParam("millis") String millis,
            @Parameter(hidden = true) @Context Visitor visitor) {
        RecordingId recording = Input.recording(id);
        return recordings
                .still(visitor.caller(), recording, take(n), Input.number(millis, MAX_MILLIS))
                .map(picture -> Response.ok(picture, "image/webp").build())
                .orElseGet(() -> Response.noContent().build());
    }

    private static int take(String text) {
        int number = (int) Input.number(text, MAX_TAKE);
        if (number == 0) {
            throw new NotFoundException("take");
        }
        return number;
    }
}
