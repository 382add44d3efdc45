package org.sightline.rest.internal.headers;

import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;
import org.osgi.service.component.annotations.Component;

/**
 * Puts the security headers on every response of the platform: pages, REST, errors and redirects alike. It works in the
 * server itself, before any servlet context is chosen, because a filter covers only the contexts that it knows.
 */
@Component(service = HttpConfiguration.Customizer.class)
public final class SecurityHeaders implements HttpConfiguration.Customizer {

    private static final String CONTENT_SECURITY_POLICY = String.join(
            "; ",
            "default-src 'self'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' blob: data:",
            "media-src 'self' blob: mediastream:",
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self'",
            "manifest-src 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-src 'none'",
            "frame-ancestors 'none'");

    private static final String PERMISSIONS_POLICY = String.join(
            ", ",
            "accelerometer=()",
            "ambient-light-sensor=()",
            "autoplay=(self)",
            "bluetooth=()",
            "browsing-topics=()",
            "camera=(self)",
            "clipboard-read=()",
            "clipboard-write=(self)",
            "display-capture=()",
            "fullscreen=(self)",
            "geolocation=()",
            "gyroscope=()",
            "hid=()",
            "interest-cohort=()",
            "magnetometer=()",
            "microphone=(self)",
            "midi=()",
            "payment=()",
            "picture-in-picture=(self)",
            "screen-wake-lock=(self)",
            "serial=()",
            "usb=()",
            "xr-spatial-tracking=()");

    private static final Map<String, String> HEADERS = Map.of(
            "Strict-Transport-Security", "max-age=63072000; includeSubDomains",
            "Content-Security-Policy", CONTENT_SECURITY_POLICY,
            "Permissions-Policy", PERMISSIONS_POLICY,
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Embedder-Policy", "require-corp",
            "Cross-Origin-Resource-Policy", "same-origin",
            "X-Robots-Tag", "noindex, nofollow");

    @Override
    public void customize(Connector connector, HttpConfiguration configuration, Request request) {
        HttpFields fields = request.getResponse().getHttpFields();
        HEADERS.forEach(fields::put);
    }
}
