package org.sightline.rest.internal.guard;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.PreMatching;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import org.sightline.rest.internal.json.StrictJson;
import org.sightline.rest.internal.problem.ProblemException;

/**
 * Refuses requests that change something unless they come from this host's own pages or from no page at all, carry JSON
 * and are small. A foreign page can send neither that content type nor this host's origin without being asked first
 * (Fetch §3.2), and the session cookie is not sent from there in the first place.
 */
@PreMatching
public final class UnsafeRequestFilter implements ContainerRequestFilter {
    private static final Set<String> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    @Override
    public void filter(ContainerRequestContext request) {
        if (SAFE.contains(request.getMethod())) {
            return;
        }
        requireOwnOrigin(request);
        requireJson(request);
        if (declaredLength(request) > StrictJson.MAX_BODY) {
            throw new ProblemException("body-too-large", "A body may have " + StrictJson.MAX_BODY + " bytes.");
        }
    }

    private static void requireOwnOrigin(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin") && !site.equals("none")) {
            throw foreign();
        }
        String origin = request.getHeaderString("Origin");
        if (origin == null) {
            return;
        }
        String host = request.getHeaderString(HttpHeaders.HOST);
        URI own = request.getUriInfo().getRequestUri();
        // A proxy may have taken the TLS off, so https is right whatever this request's scheme.
        boolean same = host != null
                && (sameOrigin(origin, "https", host)
                        || "http".equals(own.getScheme()) && sameOrigin(origin, "http", host));
        if (!same) {
            throw foreign();
        }
    }

    private static boolean sameOrigin(String origin, String scheme, String host) {
        String suffix = scheme.equals("https") ? ":443" : ":80";
        String authority = host.endsWith(suffix) ? host.substring(0, host.length() - suffix.length()) : host;
        return origin.equals(scheme + "://" + authority.toLowerCase(Locale.ROOT));
    }

    private static ProblemException foreign() {
        return new ProblemException("cross-origin", "This request comes from another site's page.");
    }

    private static void requireJson(ContainerRequestContext request) {
        MediaType type;
        try {
            type = request.getMediaType();
        } catch (IllegalArgumentException malformed) {
            throw notJson();
        }
        if (type == null && request.getMethod().equals(HttpMethod.DELETE)) {
            return; // a foreign page cannot send DELETE unasked, and it has no body here
        }
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        boolean json = type != null
                && type.getType().equalsIgnoreCase("application")
                && type.getSubtype().equalsIgnoreCase("json")
                && (charset == null || charset.equalsIgnoreCase("utf-8"));
        if (!json) {
            throw notJson();
        }
    }

    private static ProblemException notJson() {
        return new ProblemException("unsupported-media-type", "This address takes application/json.");
    }

    private static long declaredLength(ContainerRequestContext request) {
        String length = request.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException tooLong) {
            return Long.MAX_VALUE;
        }
    }
}
