package org.sightline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;

/** Speaks REST to a platform as one user; trusts that platform's certificate only. */
final class PlatformHttp {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI base;
    private final HttpClient http;

    PlatformHttp(URI base, Path certificate) throws IOException, GeneralSecurityException {
        this.base = base;
        http = Https.trusting(certificate);
    }

    /** @throws IOException with its answer if no call can be held yet */
    void requireReady() throws IOException, InterruptedException {
        HttpResponse<String> health = send("GET", "/api/v1/health", HttpRequest.BodyPublishers.noBody());
        if (health.statusCode() != 200) {
            throw new IOException("its health was answered " + health.statusCode() + " " + health.body());
        }
    }

    /** Signs in with a one-time password and replaces it. */
    void signIn(String workspace, String user, String oneTimePassword) throws IOException, InterruptedException {
        String own = "bench-" + UUID.randomUUID();
        post("/api/v1/session", Map.of("workspace", workspace, "user", user, "password", oneTimePassword));
        post("/api/v1/session/password", Map.of("current", oneTimePassword, "next", own));
        post("/api/v1/session", Map.of("workspace", workspace, "user", user, "password", own));
    }

    /** @throws IOException if it is refused */
    JsonNode get(String path) throws IOException, InterruptedException {
        return ask("GET", path, HttpRequest.BodyPublishers.noBody());
    }

    /** @throws IOException if it is refused */
    JsonNode post(String path, Map<String, ?> body) throws IOException, InterruptedException {
        return ask("POST", path, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private JsonNode ask(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body);
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + " was answered " + response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(String method, String path, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Asks for what this user may watch. */
    RangeClient ranges(String path) {
        return new RangeClient(http, base.resolve(path));
    }

    /** Opens the signalling's WebSocket as a page does. */
    JsonSocket signalling() throws IOException {
        URI address = URI.create(base.toString().replaceFirst("https", "wss") + "/signal");
        return new JsonSocket(http, address, handshake -> handshake.header("Origin", base.toString()));
    }
}
