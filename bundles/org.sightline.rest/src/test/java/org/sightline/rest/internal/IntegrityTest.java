package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.sightline.rest.internal.ErrorsTest.assertProblem;
import static org.sightline.rest.internal.TestServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Whether what is stored is intact. */
class IntegrityTest {
    private static final String PATH = "/api/v1/workspace/integrity";
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
    void damagedRecordingsAreNamedWithWhatWasFound() {
        JsonNode seen = json(server.get(PATH, administrator));
        assertEquals(10, seen.path("stored").asInt());
        assertEquals(9, seen.path("checked").asInt());
        assertEquals(1, seen.path("damaged").asInt());
        assertEquals("2026-03-01T12:00:00Z", seen.path("oldest").asText());
        JsonNode damaged = seen.path("worst").path(0);
        assertEquals(FakeIntegrity.DAMAGED.value(), damaged.path("recording").asText());
        assertFalse(damaged.path("check").path("intact").asBoolean(true));
        assertEquals(
                "take 1: record 7 was altered",
                damaged.path("check").path("message").asText());
        assertFalse(seen.has("progress"));
    }

    @Test
    void aScrubIsBegunAndFollowed() {
        HttpResponse<String> begun = server.send("POST", PATH + "/scrub", administrator, "{}");
        assertEquals(200, begun.statusCode(), begun.body());
        assertEquals(10, json(begun).path("due").asInt());
        assertEquals(json(begun), json(server.get(PATH, administrator)).path("progress"));
    }

    @Test
    void aScrubThatIsSwitchedOffIsNotBegun() {
        server.integrity.off = true;
        assertProblem(409, "checks-off", server.send("POST", PATH + "/scrub", administrator, "{}"));
    }

    @Test
    void onlyAdministratorsMayLookOrScrub() {
        assertProblem(403, "access-denied", server.get(PATH, technician));
        assertProblem(403, "access-denied", server.send("POST", PATH + "/scrub", technician, "{}"));
    }
}
