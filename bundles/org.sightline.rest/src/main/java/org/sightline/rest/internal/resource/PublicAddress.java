package org.sightline.rest.internal.resource;

import java.net.URI;
import java.util.regex.Pattern;
import javax.ws.rs.core.HttpHeaders;
import org.sightline.rest.internal.problem.ProblemException;

/** Where people find the pages: as configured, or else as the request found this host. */
public final class PublicAddress {
    private static final Pattern HOST =
            Pattern.compile("(?:[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\])(?::[0-9]{1,5})?");

    private final String configured;

    /**
     * @param configured such as {@code https://calls.example.ca}, or empty
     * @throws IllegalArgumentException if it is neither
     */
    public PublicAddress(String configured) {
        String address = configured.strip();
        if (!address.isEmpty()) {
            URI uri = URI.create(address);
            boolean valid = "https".equals(uri.getScheme())
                    && uri.getAuthority() != null
                    && HOST.matcher(uri.getAuthority()).matches()
                    && address.equals("https://" + uri.getAuthority());
            if (!valid) {
                throw new IllegalArgumentException("publicAddress: https://host or https://host:port, or empty");
            }
        }
        this.configured = address;
    }

    /** The customer's link. The token is in the fragment, which browsers send to no server and put in no log. */
    String join(HttpHeaders request, String token) {
        return base(request) + "/join#" + token;
    }

    private String base(HttpHeaders request) {
        if (!configured.isEmpty()) {
            return configured;
        }
        String host = request.getHeaderString(HttpHeaders.HOST);
        if (host == null || !HOST.matcher(host).matches()) {
            throw new ProblemException("bad-request", "The Host header is not a host.");
        }
        return "https://" + host;
    }
}
