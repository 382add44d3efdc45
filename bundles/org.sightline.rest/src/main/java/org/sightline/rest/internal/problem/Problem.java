package org.sightline.rest.internal.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

/**
 * An error as its receiver reads it (RFC 9457).
 *
 * @param code stable and machine-readable
 * @param detail one line for the person who sees it, never about the platform's inside
 * @param field the member of the body, or the parameter, that is wrong
 */
@Schema(name = "Problem")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String code, String detail, String field) {

    /** When it is worth asking again for what is not available now: a bundle may just be replaced. */
    private static final int RETRY_SECONDS = 5;

    static final MediaType TYPE = new MediaType("application", "problem+json");

    /** A problem whose status follows from its code. */
    public static Problem of(String code, String detail) {
        return of(code, detail, null);
    }

    /** A problem with one value. */
    public static Problem of(String code, String detail, String field) {
        return new Problem(
                "urn:sightline:problem:" + code, title(code), ProblemCodes.status(code), code, detail, field);
    }

    /** The one answer for whatever does not exist, is not the caller's or never was an id. */
    public static Problem notFound() {
        return of("not-found", "There is nothing here.");
    }

    /** The response that carries this problem. */
    public Response response() {
        Response.ResponseBuilder response = Response.status(status).type(TYPE).entity(this);
        if (status == Response.Status.SERVICE_UNAVAILABLE.getStatusCode()) {
            response.header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        }
        return response.build();
    }

    private static String title(String code) {
        String words = code.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
