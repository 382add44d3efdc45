package org.sightline.rest.internal.media;

import java.util.Optional;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;
import org.sightline.recording.Playback;
import org.sightline.rest.internal.problem.Problem;

/** Answers a request for media, whole or in part (RFC 9110 §13 and §14). */
public final class MediaAnswer {
    private static final String ACCEPT_RANGES = "Accept-Ranges";

    private final Request request;
    private final HttpHeaders headers;

    private MediaAnswer(Request request, HttpHeaders headers) {
        this.request = request;
        this.headers = headers;
    }

    public static MediaAnswer to(Request request, HttpHeaders headers) {
        return new MediaAnswer(request, headers);
    }

    /** The answer; the playback is closed when its body has been sent, or before this returns if there is none. */
    public Response with(Playback playback) {
        boolean handedOn = false;
        try {
            Response answer = answer(playback);
            handedOn = answer.getEntity() instanceof StreamingOutput;
            return answer;
        } finally {
            if (!handedOn) {
                playback.close();
            }
        }
    }

    private Response answer(Playback playback) {
        EntityTag tag = new EntityTag(playback.entityTag());
        Response.ResponseBuilder conditional = request.evaluatePreconditions(tag);
        if (conditional != null) {
            Response decided = conditional.tag(tag).build();
            boolean failed = decided.getStatus() == Response.Status.PRECONDITION_FAILED.getStatusCode();
            return failed
                    ? Problem.of("precondition-failed", "This is another version.")
                            .response()
                    : decided;
        }
        try {
            Optional<ByteRange> range = range(tag, playback.length());
            return range.map(part -> part(playback, tag, part)).orElseGet(() -> whole(playback, tag));
        } catch (ByteRange.Unsatisfiable unsatisfiable) {
            Problem problem = Problem.of("range-not-satisfiable", "There are " + playback.length() + " bytes.");
            return Response.fromResponse(problem.response())
                    .header(ACCEPT_RANGES, "bytes")
                    .header("Content-Range", "bytes */" + playback.length())
                    .build();
        }
    }

    private Optional<ByteRange> range(EntityTag tag, long length) throws ByteRange.Unsatisfiable {
        String range = headers.getHeaderString("Range");
        String ifRange = headers.getHeaderString("If-Range");
        boolean sameVersion = ifRange == null || ifRange.strip().equals("\"" + tag.getValue() + "\"");
        boolean wanted = range != null && sameVersion && request.getMethod().equals(HttpMethod.GET);
        return wanted ? ByteRange.parse(range.strip(), length) : Optional.empty();
    }

    private Response whole(Playback playback, EntityTag tag) {
        return head(Response.ok(), playback, tag, playback.length())
                .entity(body(playback, 0, playback.length()))
                .build();
    }

    private Response part(Playback playback, EntityTag tag, ByteRange range) {
        return head(Response.status(Response.Status.PARTIAL_CONTENT), playback, tag, range.length())
                .header("Content-Range", range.contentRange(playback.length()))
                .entity(body(playback, range.from(), range.to()))
                .build();
    }

    private static Response.ResponseBuilder head(
            Response.ResponseBuilder answer, Playback playback, EntityTag tag, long length) {
        return answer.type(playback.mediaType())
                .tag(tag)
                .header(ACCEPT_RANGES, "bytes")
                .header(HttpHeaders.CONTENT_LENGTH, length);
    }

    private StreamingOutput body(Playback playback, long from, long to) {
        return request.getMethod().equals(HttpMethod.HEAD) || from == to ? null : MediaBody.open(playback, from, to);
    }
}
