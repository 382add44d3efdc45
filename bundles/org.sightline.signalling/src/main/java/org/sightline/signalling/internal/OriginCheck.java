package org.sightline.signalling.internal;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.osgi.service.http.whiteboard.Preprocessor;

/**
 * Refuses a WebSocket that another site's page opens (RFC 6455 §10.2). A preprocessor, because the WebSocket API shows the
 * origin without the host it must equal, and because filters may come after the handshake.
 */
public final class OriginCheck implements Preprocessor {

    @Override
    public void init(FilterConfig config) {}

    @Override
    public void destroy() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest asked = (HttpServletRequest) request;
        if (isHandshake(asked.getHeader("Upgrade"))
                && !isOwn(asked.getHeader("Origin"), asked.getScheme(), asked.getHeader("Host"))) {
            ((HttpServletResponse) response).sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Whether a WebSocket is asked for, at whatever path: a path can be written in many ways. */
    static boolean isHandshake(String upgrade) {
        return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
    }

    /** Whether the origin is scheme, host and port under which this request came. */
    static boolean isOwn(String origin, String scheme, String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            URI page = URI.create(origin);
            URI here = URI.create(scheme + "://" + host);
            return page.getHost() != null
                    && page.getScheme().equalsIgnoreCase(scheme(here))
                    && page.getHost().equalsIgnoreCase(here.getHost())
                    && port(page) == port(here)
                    && page.getRawUserInfo() == null
                    && page.getRawPath().isEmpty()
                    && page.getRawQuery() == null
                    && page.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The page's scheme for a WebSocket's: {@code https} for {@code wss}. */
    private static String scheme(URI here) {
        return switch (here.getScheme().toLowerCase(Locale.ROOT)) {
            case "wss", "https" -> "https";
            default -> "http";
        };
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return scheme(uri).equals("https") ? 443 : 80;
    }
}
