package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.rest.internal.ErrorsTest.assertProblem;
import static org.sightline.rest.internal.TestServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.keys.KeysException.Reason;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Rotating the workspace's key. */
class KeyRotationTest {
    private static final String PATH = "/api/v1/workspace/key-rotation";
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
    void aRotationIsBegunAndFollowed() {
        JsonNode before = json(server.get(PATH, administrator));
        assertFalse(before.has("rotation"));
        assertEquals("local", before.path("providers").path(0).path("name").asText());
        assertTrue(before.path("providers").path(0).path("current").asBoolean());
        HttpResponse<String> begun = server.send("POST", PATH, administrator, "{}");
        assertEquals(200, begun.statusCode(), begun.body());
        JsonNode rotation = json(begun).path("rotation");
        assertEquals("2", rotation.path("version").asText());
        assertEquals(10, rotation.path("due").asInt());
        assertEquals(5, rotation.path("rewrapped").asInt());
        assertFalse(rotation.path("done").asBoolean(true));
        assertEquals(rotation, json(server.get(PATH, administrator)).path("rotation"));
    }

    @Test
    void aKeyStoreThatDoesNotAnswerIsUnavailableForNow() {
        server.keys.fails = Reason.UNAVAILABLE;
        HttpResponse<String> refused = server.send("POST", PATH, administrator, "{}");
        assertProblem(503, "key-unavailable", refused);
        assertEquals("5", refused.headers().firstValue("Retry-After").orElse("none"));
        JsonNode seen = json(server.get(PATH, administrator));
        assertFalse(seen.path("providers").path(0).path("ready").asBoolean(true));
    }

    @Test
    void aDestroyedKeyIsNotRotated() {
        server.keys.fails = Reason.DESTROYED;
        assertProblem(409, "key-destroyed", server.send("POST", PATH, administrator, "{}"));
    }

    @Test
    void onlyAdministratorsMayLookOrRotate() {
        assertProblem(403, "access-denied", server.get(PATH, technician));
        assertProblem(403, "access-denied", server.send("POST", PATH, technician, "{}"));
    }
}
