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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChangeId;
import org.sightline.storage.StorageException.Reason;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Changing the workspace's region, and looking on while what it keeps follows. */
class RegionChangesTest {
    private static final String PATH = "/api/v1/workspace/region-changes";
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

    private JsonNode get(String path) {
        HttpResponse<String> response = server.get(path, administrator);
        assertEquals(200, response.statusCode(), response.body());
        return json(response);
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return server.send(method, path, administrator, body);
    }

    private RegionChange begun() throws Exception {
        return server.regionChanges.begin(administrator.caller(), "eu-central-1", 0);
    }

    @Test
    void aRegionIsShownWithEachOfItsBackends() {
        JsonNode region = get("/api/v1/regions").path(0);
        assertEquals("ca-central-1", region.path("name").asText());
        assertTrue(region.path("ready").asBoolean());
        JsonNode backends = region.path("backends");
        assertEquals("file-main", backends.path(0).path("name").asText());
        assertEquals(5_000_000_000L, backends.path(0).path("freeBytes").asLong());
        assertTrue(backends.path(0).path("ready").asBoolean());
        assertTrue(backends.path(0).path("used").asBoolean());
        assertFalse(backends.path(1).has("freeBytes"), "it has no limit");
        assertEquals("another has this name", backends.path(1).path("message").asText());
        assertFalse(backends.path(1).path("used").asBoolean(true));
    }

    @Test
    void aPlanSaysWhatWouldMoveAndChangesNothing() {
        JsonNode plan = get(PATH + "/plan?region=eu-central-1");
        assertEquals("ca-central-1", plan.path("from").asText());
        assertEquals("eu-central-1", plan.path("to").asText());
        assertEquals(12, plan.path("amount").path("objects").asInt());
        assertEquals(3_000_000, plan.path("amount").path("bytes").asInt());
        assertEquals(1, plan.path("recording").asInt());
        assertEquals(90, plan.path("estimateSeconds").asInt());
        assertEquals(0, get(PATH).size());
    }

    @Test
    void aChangeIsBegunAndFollowed() {
        HttpResponse<String> response = send("POST", PATH, "{\"region\":\"eu-central-1\",\"bytesPerSecond\":20000000}");
        assertEquals(201, response.statusCode(), response.body());
        JsonNode begun = json(response);
        assertEquals("running", begun.path("state").asText());
        assertEquals("eu-central-1", begun.path("to").asText());
        assertEquals("Person ada", begun.path("requestedByName").asText());
        assertEquals(20_000_000, begun.path("bytesPerSecond").asLong());
        assertEquals(12, begun.path("total").path("objects").asInt());
        assertEquals(0, begun.path("moved").path("bytes").asInt(-1));
        assertEquals("2026-03-01T12:00:00Z", begun.path("startedAt").asText());
        assertFalse(begun.has("endedAt"));
        assertFalse(begun.path("reported").asBoolean(true));
        String id = begun.path("id").asText();
        assertEquals(begun, get(PATH + "/" + id));
        assertEquals(begun, get(PATH + "?limit=1").path(0));
    }

    @Test
    void aChangeIsPausedLimitedAndResumed() throws Exception {
        String path = PATH + "/" + begun().id();
        assertEquals(
                "paused",
                json(send("POST", path + "/pause", "{}")).path("state").asText());
        JsonNode limited = json(send("PUT", path + "/rate", "{\"bytesPerSecond\":5}"));
        assertEquals("paused", limited.path("state").asText());
        assertEquals(5, limited.path("bytesPerSecond").asLong());
        assertEquals(
                "running",
                json(send("POST", path + "/resume", "{}")).path("state").asText());
    }

    @Test
    void aChangeThatIsDoneHasItsReportAndCannotBeSteered() throws Exception {
        RegionChange begun = begun();
        String path = PATH + "/" + begun.id();
        assertProblem(409, "not-ready", server.get(path + "/report", administrator));
        server.regionChanges.finish(begun);
        assertTrue(get(path).path("reported").asBoolean());
        JsonNode report = get(path + "/report");
        assertEquals("{\"id\":\"é\"}", report.path("content").asText());
        assertEquals("Ed25519", report.path("algorithm").asText());
        assertEquals("a2V5", report.path("publicKey").asText());
        assertEquals("c2ln", report.path("signature").asText());
        assertTrue(server.get(path + "/report", administrator)
                .headers()
                .firstValue("Content-Disposition")
                .orElse("")
                .endsWith(begun.id() + ".json\""));
        assertProblem(409, "change-ended", send("POST", path + "/pause", "{}"));
        assertProblem(409, "change-ended", send("POST", path + "/resume", "{}"));
        assertProblem(409, "change-ended", send("PUT", path + "/rate", "{\"bytesPerSecond\":5}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | missing-field | region",
                "{\"region\":\"Frankfurt!\"} | 400 | invalid-region | region",
                "{\"region\":\"eu-west-3\"} | 400 | region-unknown | region",
                "{\"region\":5} | 400 | bad-json | region",
                "{\"region\":\"eu-central-1\",\"from\":\"x\"} | 400 | unknown-field | from",
                "{\"region\":\"eu-central-1\",\"bytesPerSecond\":-1} | 400 | invalid-bytespersecond | bytesPerSecond",
                "{\"region\":\"eu-central-1\",\"bytesPerSecond\":1.5} | 400 | bad-json | bytesPerSecond",
                "{\"region\":\"eu-central-1\",\"bytesPerSecond\":\"5\"} | 400 | bad-json | bytesPerSecond",
                "{\"region\":\"eu-central-1\",\"bytesPerSecond\":1000000000001} | 400 | invalid-bytespersecond"
                        + " | bytesPerSecond"
            })
    void whatTheBodyGetsWrong(String body, int status, String code, String field) {
        JsonNode problem = assertProblem(status, code, send("POST", PATH, body));
        assertEquals(field, problem.path("field").asText());
        assertEquals(0, get(PATH).size());
    }

    @Test
    void whatThePlanGetsWrong() {
        assertProblem(400, "missing-field", server.get(PATH + "/plan", administrator));
        assertProblem(400, "invalid-region", server.get(PATH + "/plan?region=..%2f", administrator));
        assertProblem(400, "region-unknown", server.get(PATH + "/plan?region=eu-west-3", administrator));
        assertProblem(400, "invalid-limit", server.get(PATH + "?limit=0", administrator));
    }

    @ParameterizedTest
    @CsvSource({"NO_BACKEND, 409, no-store", "EXISTS, 409, already-there", "TRY_AGAIN, 503, storage-unavailable"})
    void whatTheStorageRefuses(Reason reason, int status, String code) {
        server.regionChanges.fails = reason;
        assertProblem(status, code, server.get(PATH + "/plan?region=eu-central-1", administrator));
        HttpResponse<String> refused = send("POST", PATH, "{\"region\":\"eu-central-1\"}");
        assertProblem(status, code, refused);
        assertEquals(status == 503, refused.headers().firstValue("Retry-After").isPresent());
    }

    @Test
    void aRateThatIsMissingOrWrongChangesNothing() throws Exception {
        RegionChange begun = begun();
        String path = PATH + "/" + begun.id() + "/rate";
        assertProblem(400, "missing-field", send("PUT", path, "{}"));
        assertProblem(400, "invalid-bytespersecond", send("PUT", path, "{\"bytesPerSecond\":-5}"));
        assertProblem(404, "not-found", send("PUT", PATH + "/" + RegionChangeId.fresh() + "/rate", "{}"));
        assertEquals(0, get(PATH + "/" + begun.id()).path("bytesPerSecond").asInt(-1));
    }

    @Test
    void onlyAdministratorsMayLookOrSteer() throws Exception {
        String path = PATH + "/" + begun().id();
        assertProblem(403, "access-denied", server.get(PATH, technician));
        assertProblem(403, "access-denied", server.get(path, technician));
        assertProblem(403, "access-denied", server.get(path + "/report", technician));
        assertProblem(403, "access-denied", server.get(PATH + "/plan?region=eu-central-1", technician));
        assertProblem(403, "access-denied", server.send("POST", PATH, technician, "{\"region\":\"eu-central-1\"}"));
        assertProblem(403, "access-denied", server.send("POST", path + "/pause", technician, "{}"));
    }
}
