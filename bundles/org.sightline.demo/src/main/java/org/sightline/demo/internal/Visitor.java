package org.sightline.demo.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A browser's stand-in: speaks HTTPS to the platform's own address, trusts its certificate only, keeps its cookie. */
final class Visitor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final URI base;
    private final HttpClient http;

    /** @param certificate the platform's public certificate in PEM form */
    Visitor(URI base, Path certificate) throws IOException, GeneralSecurityException {
        this.base = base;
        http = HttpClient.newBuilder()
                .sslContext(trusting(certificate))
                .cookieHandler(new CookieManager())
                .connectTimeout(PATIENCE)
                .build();
    }

    private static SSLContext trusting(Path certificate) throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var in = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "platform", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** Signs in with a one-time password and replaces it, as every new user has to. */
    void signIn(String workspace, String user, String oneTimePassword, String password)
            throws IOException, InterruptedException {
        expect(200, send("POST", "/api/v1/session", credentials(workspace, user, oneTimePassword)));
        expect(204, send("POST", "/api/v1/session/password", Map.of("current", oneTimePassword, "next", password)));
        expect(200, send("POST", "/api/v1/session", credentials(workspace, user, password)));
    }

    private static Map<String, String> credentials(String workspace, String user, String password) {
        return Map.of("workspace", workspace, "user", user, "password", password);
    }

    /** Watches a whole take. @return the HTTP status */
    int watch(String recording, int take) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        base.resolve("/api/v1/recordings/" + recording + "/takes/" + take + "/media"))
                .timeout(PATIENCE)
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    void changeReviewPolicy(String policy) throws IOException, InterruptedException {
        expect(200, send("PUT", "/api/v1/workspace/review-policy", Map.of("policy", policy)));
    }

    /** Whether the platform says that it is ready. */
    boolean ready() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/api/v1/health"))
                    .timeout(PATIENCE)
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                return false;
            }
            JsonNode health = JSON.readTree(response.body());
            return health.path("ready").asBoolean();
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpResponse<String> send(String method, String path, Map<String, ?> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header("Origin", base.getScheme() + "://" + base.getAuthority())
                .method(method, BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void expect(int status, HttpResponse<String> response) throws IOException {
        if (response.statusCode() != status) {
            throw new IOException(response.request().method() + " "
                    + response.request().uri().getPath() + " answered " + response.statusCode() + ": "
                    + response.body());
        }
    }
}
