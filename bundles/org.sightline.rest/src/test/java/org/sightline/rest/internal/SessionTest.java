package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.rest.internal.ErrorsTest.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Signing in, and what keeps others from acting in a user's name. */
class SessionTest {
    private TestServer server;
    private User technician;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(0);
        Workspace workspace = server.tenancy.workspace("acme");
        technician = server.tenancy.user(workspace, "theo", Role.TECHNICIAN);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private static String credentials(String password) {
        return "{\"workspace\":\"acme\",\"user\":\"theo\",\"password\":\"" + password + "\"}";
    }

    @Test
    void signingInSetsACookieThatOnlyThisHostReads() {
        HttpResponse<String> response = server.send("POST", "/api/v1/session", null, credentials(FakeTenancy.PASSWORD));

        assertEquals(200, response.statusCode(), response.body());
        JsonNode session = TestServer.json(response);
        assertEquals("theo", session.path("user").path("name").asText());
        assertEquals("technician", session.path("user").path("role").asText());
        assertEquals("acme", session.path("workspace").path("name").asText());
        assertEquals("ca-central-1", session.path("workspace").path("region").asText());
        assertFalse(session.path("passwordChangeDue").asBoolean(true));
        String cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        assertTrue(cookie.startsWith("__Host-sightline=token-"), cookie);
        assertTrue(cookie.endsWith("; Path=/; Secure; HttpOnly; SameSite=Strict"), cookie);
        assertFalse(response.body().contains("token-"));

        String sent = cookie.substring(0, cookie.indexOf(';'));
        assertEquals(
                200,
                server.send(server.request("/api/v1/session", null).header("Cookie", sent))
                        .statusCode());
    }

    @Test
    void wrongCredentialsAndAnUnknownWorkspaceReadTheSame() {
        HttpResponse<String> wrong = server.send("POST", "/api/v1/session", null, credentials("wrong"));
        HttpResponse<String> unknown =
                server.send("POST", "/api/v1/session", null, credentials("x").replace("acme", "nobody"));
        assertProblem(401, "wrong-credentials", wrong);
        assertEquals(wrong.body(), unknown.body());
    }

    @Test
    void signingOutEndsTheSession() {
        String cookie = "__Host-sightline=" + server.tenancy.session(technician);
        HttpResponse<String> response = server.send(
                server.request("/api/v1/session", null).header("Cookie", cookie).DELETE());

        assertEquals(204, response.statusCode(), response.body());
        assertTrue(response.headers().firstValue("Set-Cookie").orElseThrow().contains("Max-Age=0"));
        assertProblem(
                401,
                "unauthenticated",
                server.send(server.request("/api/v1/session", null).header("Cookie", cookie)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/session",
                "/api/v1/workspace",
                "/api/v1/users",
                "/api/v1/calls",
                "/api/v1/recordings",
                "/api/v1/regions",
                "/api/v1/audit"
            })
    void nothingIsShownWithoutASession(String path) {
        assertProblem(401, "unauthenticated", server.get(path, null));
        assertProblem(
                401,
                "unauthenticated",
                server.send(server.request(path, null).header("Cookie", "__Host-sightline=made-up")));
    }

    @Test
    void aDeactivatedUserIsNobody() {
        server.tenancy.replace(technician, false, false, false);
        assertProblem(401, "unauthenticated", server.get("/api/v1/session", technician));
    }

    @Test
    void aOneTimePasswordAllowsNothingButChangingIt() {
        server.tenancy.replace(technician, true, false, true);
        assertProblem(403, "password-change-due", server.get("/api/v1/calls", technician));
        assertProblem(403, "password-change-due", server.send("POST", "/api/v1/calls", technician, "{}"));
        assertTrue(TestServer.json(server.get("/api/v1/session", technician))
                .path("passwordChangeDue")
                .asBoolean());

        String change = "{\"current\":\"" + FakeTenancy.PASSWORD + "\",\"next\":\"a long new one\"}";
        assertEquals(
                204,
                server.send("POST", "/api/v1/session/password", technician, change)
                        .statusCode());
        assertEquals(200, server.get("/api/v1/calls", technician).statusCode());
    }

    @Test
    void aWeakPasswordIsRefusedWithItsReason() {
        String change = "{\"current\":\"" + FakeTenancy.PASSWORD + "\",\"next\":\"short\"}";
        assertProblem(400, "password-too-weak", server.send("POST", "/api/v1/session/password", technician, change));
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://127.0.0.1",
        "Origin, https://127.0.0.1.evil.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void whatAnotherSitesPageSendsIsRefused(String header, String value) {
        HttpResponse<String> response = server.send(server.request("/api/v1/calls", technician)
                .header("Content-Type", "application/json")
                .header(header, value)
                .POST(BodyPublishers.ofString("{\"customerName\":\"a\"}")));
        assertProblem(403, "cross-origin", response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void whatThisHostsPageSendsIsTaken(String scheme) {
        HttpResponse<String> response = server.send(server.request("/api/v1/calls", technician)
                .header("Content-Type", "application/json; charset=UTF-8")
                .header("Origin", scheme + "://127.0.0.1:" + server.port())
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("{\"customerName\":\"a\"}")));
        assertEquals(201, response.statusCode(), response.body());
    }

    @Test
    void whatNeedsNoSessionIsThrottled() throws Exception {
        try (TestServer throttled = new TestServer(3)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        404,
                        throttled
                                .send("POST", "/api/v1/invitations/view", null, "{\"token\":\"x\"}")
                                .statusCode());
            }
            HttpResponse<String> fourth =
                    throttled.send("POST", "/api/v1/invitations/ticket", null, "{\"token\":\"x\"}");
            // A minute may have begun in between; then the count begins anew.
            if (fourth.statusCode() != 404) {
                assertProblem(429, "too-many-requests", fourth);
                assertEquals("60", fourth.headers().firstValue("Retry-After").orElseThrow());
            }
        }
    }
}
