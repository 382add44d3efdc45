package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.rest.internal.ErrorsTest.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Authenticator apps: setting one up, signing in with it, and losing it. */
class TotpTest {
    private static final String PASSWORD = "{\"password\":\"" + FakeTenancy.PASSWORD + "\"}";
    private static final String CODE = "{\"code\":\"" + FakeTenancy.CODE + "\"}";
    private static final String REQUIRED = "{\"required\":true}";

    private TestServer server;
    private User administrator;
    private User technician;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(0);
        Workspace workspace = server.tenancy.workspace("acme");
        administrator = server.tenancy.user(workspace, "ada", Role.ADMINISTRATOR);
        technician = server.tenancy.user(workspace, "theo", Role.TECHNICIAN);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void anAppIsSetUpConfirmedAndThenAskedFor() {
        HttpResponse<String> secret = post("/api/v1/session/totp", PASSWORD);
        assertEquals(200, secret.statusCode(), secret.body());
        assertTrue(TestServer.json(secret).path("uri").asText().startsWith("otpauth://totp/"));
        assertFalse(TestServer.json(server.get("/api/v1/session/totp", technician))
                .path("enabled")
                .asBoolean(true));

        HttpResponse<String> confirmed = post("/api/v1/session/totp/confirmation", CODE);
        assertEquals(200, confirmed.statusCode(), confirmed.body());
        assertEquals(2, TestServer.json(confirmed).path("recoveryCodes").size());
        JsonNode status = TestServer.json(server.get("/api/v1/session/totp", technician));
        assertTrue(status.path("enabled").asBoolean());
        assertEquals(10, status.path("recoveryCodesLeft").asInt());

        assertProblem(401, "totp-required", signIn(""));
        assertProblem(401, "totp-wrong", signIn(",\"code\":\"000000\""));
        assertEquals(200, signIn(",\"code\":\"" + FakeTenancy.CODE + "\"").statusCode());
    }

    @Test
    void settingUpNeedsThePasswordAndConfirmingTheCode() {
        assertProblem(400, "missing-field", post("/api/v1/session/totp", "{}"));
        assertProblem(401, "wrong-credentials", post("/api/v1/session/totp", "{\"password\":\"wrong\"}"));
        assertProblem(400, "missing-field", post("/api/v1/session/totp/confirmation", "{}"));
        assertProblem(401, "totp-wrong", post("/api/v1/session/totp/confirmation", "{\"code\":\"000000\"}"));
        assertProblem(400, "missing-field", post("/api/v1/session/totp/removal", PASSWORD));
    }

    @Test
    void itIsTakenAwayByItsUser() {
        post("/api/v1/session/totp/confirmation", CODE);
        String both = PASSWORD.replace("}", ",") + CODE.substring(1);
        assertEquals(204, post("/api/v1/session/totp/removal", both).statusCode());
        assertEquals(200, signIn("").statusCode());
    }

    @Test
    void onlyAnAdministratorTakesItAwayFromAnother() {
        post("/api/v1/session/totp/confirmation", CODE);
        String address = "/api/v1/users/" + technician.id() + "/totp";
        assertProblem(403, "access-denied", server.send("DELETE", address, technician, ""));
        assertEquals(204, server.send("DELETE", address, administrator, "").statusCode());
        assertEquals(200, signIn("").statusCode());
    }

    @Test
    void aWorkspaceThatRequiresItAllowsNothingBeforeItIsSetUp() {
        assertProblem(403, "access-denied", require(technician, REQUIRED));
        assertProblem(400, "missing-field", require(administrator, "{}"));
        HttpResponse<String> required = require(administrator, REQUIRED);
        assertEquals(200, required.statusCode(), required.body());
        assertTrue(TestServer.json(required).path("required").asBoolean());

        assertProblem(403, "totp-due", server.get("/api/v1/calls", technician));
        assertProblem(403, "totp-due", require(administrator, REQUIRED.replace("true", "false")));
        JsonNode session = TestServer.json(server.get("/api/v1/session", technician));
        assertTrue(session.path("totpDue").asBoolean());
        assertEquals(200, post("/api/v1/session/totp", PASSWORD).statusCode());
        assertEquals(200, post("/api/v1/session/totp/confirmation", CODE).statusCode());
        assertEquals(200, server.get("/api/v1/calls", technician).statusCode());
    }

    @Test
    void theOneTimePasswordIsChangedFirst() {
        server.tenancy.replace(technician, true, false, true);
        assertProblem(403, "password-change-due", post("/api/v1/session/totp", PASSWORD));
        assertProblem(403, "password-change-due", server.get("/api/v1/session/totp", technician));
    }

    private HttpResponse<String> post(String path, String body) {
        return server.send("POST", path, technician, body);
    }

    private HttpResponse<String> require(User user, String body) {
        return server.send("PUT", "/api/v1/workspace/totp", user, body);
    }

    private HttpResponse<String> signIn(String more) {
        String credentials = "{\"workspace\":\"acme\",\"user\":\"theo\",\"password\":\"" + FakeTenancy.PASSWORD + "\"";
        return server.send("POST", "/api/v1/session", null, credentials + more + "}");
    }
}
