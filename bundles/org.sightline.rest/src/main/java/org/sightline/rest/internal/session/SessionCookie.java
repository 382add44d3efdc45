package org.sightline.rest.internal.session;

import java.util.Map;
import java.util.Optional;
import javax.ws.rs.core.Cookie;

/** The cookie that carries a session's token; its name's prefix binds it to this host and to TLS (RFC 6265bis §4.1.3). */
public final class SessionCookie {

    /** Its name. */
    public static final String NAME = "__Host-sightline";

    private static final String ATTRIBUTES = "; Path=/; Secure; HttpOnly; SameSite=Strict";

    private SessionCookie() {}

    /** The token in a request's cookies. */
    public static Optional<String> token(Map<String, Cookie> cookies) {
        return Optional.ofNullable(cookies.get(NAME)).map(Cookie::getValue);
    }

    /** The {@code Set-Cookie} value for a token. */
    public static String set(String token) {
        return NAME + "=" + token + ATTRIBUTES;
    }

    /** The {@code Set-Cookie} value that removes it. */
    public static String remove() {
        return NAME + "=; Max-Age=0" + ATTRIBUTES;
    }
}
