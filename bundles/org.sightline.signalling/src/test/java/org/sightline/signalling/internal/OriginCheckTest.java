package org.sightline.signalling.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OriginCheckTest {

    @ParameterizedTest
    @CsvSource({
        "https://calls.example, https, calls.example",
        "https://calls.example:8443, https, calls.example:8443",
        "https://calls.example:443, https, calls.example",
        "https://CALLS.example, wss, calls.example",
        "https://[::1]:8443, https, [::1]:8443",
        "http://localhost:8080, http, localhost:8080"
    })
    void thePagesOwnOriginIsAdmitted(String origin, String scheme, String host) {
        assertTrue(OriginCheck.isOwn(origin, scheme, host));
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, https, calls.example",
        "https://calls.example.evil.example, https, calls.example",
        "https://calls.example:8444, https, calls.example:8443",
        "https://calls.example, https, calls.example:8443",
        "http://calls.example, https, calls.example",
        "https://calls.example@evil.example, https, calls.example",
        "https://user@calls.example, https, calls.example",
        "https://calls.example/, https, calls.example",
        "https://calls.example?x, https, calls.example",
        "null, https, calls.example",
        "'', https, calls.example",
        "'https://calls.example https://evil.example', https, calls.example",
        "file:///etc/passwd, https, calls.example",
        "://, https, calls.example"
    })
    void anyOtherOriginIsRefused(String origin, String scheme, String host) {
        assertFalse(OriginCheck.isOwn(origin, scheme, host));
    }

    @Test
    void everyHandshakeIsCheckedAndNothingElse() {
        assertTrue(OriginCheck.isHandshake("websocket"));
        assertTrue(OriginCheck.isHandshake("h2c, WebSocket"));
        assertFalse(OriginCheck.isHandshake(null));
        assertFalse(OriginCheck.isHandshake("h2c"));
    }

    @Test
    void noOriginAndNoHostAreRefused() {
        assertFalse(OriginCheck.isOwn(null, "https", "calls.example"));
        assertFalse(OriginCheck.isOwn("https://calls.example", "https", null));
    }
}
