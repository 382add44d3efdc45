package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.rest.internal.ErrorsTest.assertProblem;

import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;

/** Watching: ranges, validators, and a playback that ends early. */
class MediaTest {
    private TestServer server;
    private User administrator;
    private byte[] media;
    private String path;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(0);
        administrator = server.tenancy.user(server.tenancy.workspace("acme"), "ada", Role.ADMINISTRATOR);
        media = new byte[300_000];
        new Random(7).nextBytes(media);
        server.recordings.media = media;
        path = "/api/v1/recordings/"
                + server.recordings
                        .add(server.calls
                                .create(administrator.caller(), "Someone")
                                .call())
                        .id()
                + "/takes/1/media";
    }

    @AfterEach
    void stop() throws Exception {
        Awaitility.await().until(() -> server.recordings.openPlaybacks() == 0);
        server.close();
    }

    private HttpResponse<byte[]> get(String... headers) {
        HttpRequest.Builder request = server.request(path, administrator);
        return server.send(headers.length == 0 ? request : request.headers(headers), BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("none");
    }

    @Test
    void theWholeIsSentWithItsLengthAndValidator() {
        HttpResponse<byte[]> response = get();
        assertEquals(200, response.statusCode());
        assertArrayEquals(media, response.body());
        assertEquals("video/webm", header(response, "Content-Type"));
        assertEquals("300000", header(response, "Content-Length"));
        assertEquals("\"v1\"", header(response, "ETag"));
        assertEquals("bytes", header(response, "Accept-Ranges"));
        assertEquals("no-store", header(response, "Cache-Control"));
    }

    @Test
    void aRangeIsSentAsItsPart() {
        HttpResponse<byte[]> response = get("Range", "bytes=1000-200000");
        assertEquals(206, response.statusCode());
        assertEquals("bytes 1000-200000/300000", header(response, "Content-Range"));
        assertEquals("199001", header(response, "Content-Length"));
        assertArrayEquals(Arrays.copyOfRange(media, 1000, 200_001), response.body());
        assertArrayEquals(
                Arrays.copyOfRange(media, 299_990, 300_000),
                get("Range", "bytes=-10").body());
        assertArrayEquals(
                Arrays.copyOfRange(media, 299_000, 300_000),
                get("Range", "bytes=299000-").body());
    }

    @Test
    void aRangeBeyondTheEndIsRefusedWithTheLength() {
        for (String range : new String[] {"bytes=300000-", "bytes=5-4", "bytes=x", "bytes=-0"}) {
            HttpResponse<String> response =
                    server.send(server.request(path, administrator).header("Range", range));
            assertProblem(416, "range-not-satisfiable", response);
            assertEquals("bytes */300000", header(response, "Content-Range"));
        }
    }

    @Test
    void aRangeOfAnotherVersionGetsTheWhole() {
        assertEquals(200, get("Range", "bytes=0-9", "If-Range", "\"v0\"").statusCode());
        assertEquals(200, get("Range", "bytes=0-9", "If-Range", "W/\"v1\"").statusCode());
        assertEquals(
                200,
                get("Range", "bytes=0-9", "If-Range", "Sun, 01 Mar 2026 12:00:00 GMT")
                        .statusCode());
        assertEquals(206, get("Range", "bytes=0-9", "If-Range", "\"v1\"").statusCode());
    }

    @Test
    void conditionsAreHeeded() {
        assertEquals(304, get("If-None-Match", "\"v1\"").statusCode());
        assertEquals(200, get("If-None-Match", "\"v0\"").statusCode());
        HttpResponse<String> failed =
                server.send(server.request(path, administrator).header("If-Match", "\"v0\""));
        assertProblem(412, "precondition-failed", failed);
    }

    @Test
    void headSaysTheSameWithoutABody() {
        HttpResponse<byte[]> response = server.send(
                server.request(path, administrator)
                        .header("Range", "bytes=0-9")
                        .method("HEAD", BodyPublishers.noBody()),
                BodyHandlers.ofByteArray());
        assertEquals(200, response.statusCode());
        assertEquals(0, response.body().length);
        assertEquals("300000", header(response, "Content-Length"));
        assertEquals("\"v1\"", header(response, "ETag"));
        assertEquals("video/webm", header(response, "Content-Type"));
    }

    @Test
    void whatIsDamagedFromTheStartIsAProblem() {
        server.recordings.breaksWith = "damaged";
        server.recordings.breaksAfter = 0;
        assertProblem(500, "damaged", server.get(path, administrator));
    }

    @Test
    void whatIsNotThereNowSaysWhenToAskAgain() {
        server.recordings.breaksAfter = 0;
        for (String code : new String[] {"storage-unavailable", "key-unavailable"}) {
            server.recordings.breaksWith = code;
            HttpResponse<String> response = server.get(path, administrator);
            assertProblem(503, code, response);
            assertEquals("5", header(response, "Retry-After"));
        }
    }

    @Test
    void aRightThatEndsOnTheWayBreaksTheConnectionOff() throws Exception {
        server.recordings.breaksWith = "access-ended";
        server.recordings.breaksAfter = 100_000;
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: __Host-sightline="
                    + server.tenancy.session(administrator) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] received = readToTheEnd(socket.getInputStream());
            String text = new String(received, StandardCharsets.ISO_8859_1);
            int body = text.indexOf("\r\n\r\n") + 4;
            assertTrue(text.startsWith("HTTP/1.1 200 "), text.substring(0, body));
            assertTrue(text.contains("Content-Length: 300000\r\n"), text.substring(0, body));
            assertTrue(received.length - body <= 100_000, "no byte beyond what was allowed");
            assertFalse(text.contains("urn:sightline:problem"));
        }
    }

    private static byte[] readToTheEnd(InputStream in) {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (java.net.SocketTimeoutException open) {
            throw new AssertionError("the connection was left open", open);
        } catch (java.io.IOException reset) {
            assertTrue(all.size() > 0); // a reset also breaks off
        }
        return all.toByteArray();
    }
}
