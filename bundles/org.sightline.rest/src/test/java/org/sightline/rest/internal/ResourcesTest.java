package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.rest.internal.ErrorsTest.assertProblem;
import static org.sightline.rest.internal.TestServer.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sightline.calls.CallId;
import org.sightline.recording.Recording;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** What each resource answers when all is well, and to whom. */
class ResourcesTest {
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

    private JsonNode get(String path, User user) {
        HttpResponse<String> response = server.get(path, user);
        assertEquals(200, response.statusCode(), response.body());
        return json(response);
    }

    private JsonNode call() {
        HttpResponse<String> response =
                server.send("POST", "/api/v1/calls", technician, "{\"customerName\":\"Zoé Ångström\"}");
        assertEquals(201, response.statusCode(), response.body());
        return json(response);
    }

    private Recording recording(JsonNode created) {
        CallId id = new CallId(created.path("call").path("id").asText());
        return server.recordings.add(server.calls.get(technician.caller(), id));
    }

    @Test
    void aCallIsCreatedWithALinkWhoseTokenIsInTheFragment() {
        JsonNode created = call();
        String id = created.path("call").path("id").asText();
        assertEquals("https://calls.example.ca/join#" + id, created.path("link").asText());
        assertEquals("2026-03-01T12:01:00Z", created.path("expiresAt").asText());
        assertEquals("Zoé Ångström", created.path("call").path("customerName").asText());
        assertEquals("created", created.path("call").path("state").asText());
        assertFalse(created.path("call").has("endedAt"));
        assertEquals(id, get("/api/v1/calls/" + id, technician).path("id").asText());
        assertEquals(
                id, get("/api/v1/calls?limit=1", technician).path(0).path("id").asText());
    }

    @Test
    void aCallIsInvitedAgainJoinedAndEnded() {
        String path = "/api/v1/calls/" + call().path("call").path("id").asText();
        assertTrue(json(server.send("POST", path + "/invitation", technician, "{}"))
                .path("link")
                .asText()
                .contains("/join#"));
        assertEquals(
                "ticket",
                json(server.send("POST", path + "/ticket", technician, "{}"))
                        .path("ticket")
                        .asText());
        JsonNode ended = json(server.send("POST", path + "/end", technician, "{}"));
        assertEquals("ended", ended.path("state").asText());
        assertEquals("technician", ended.path("endReason").asText());
    }

    @Test
    void aLinkShowsWhoCallsWithoutASession() {
        String token = call().path("call").path("id").asText();
        HttpResponse<String> seen =
                server.send("POST", "/api/v1/invitations/view", null, "{\"token\":\"" + token + "\"}");
        assertEquals(200, seen.statusCode(), seen.body());
        assertEquals("The technician", json(seen).path("technicianName").asText());
        HttpResponse<String> ticket =
                server.send("POST", "/api/v1/invitations/ticket", null, "{\"token\":\"" + token + "\"}");
        assertEquals("ticket", json(ticket).path("ticket").asText());
    }

    @Test
    void aRecordingSaysWhetherTheOneWhoAsksMayWatchIt() {
        JsonNode created = call();
        String path = "/api/v1/recordings/" + recording(created).id();
        assertTrue(get(path, administrator).path("mayWatch").asBoolean());
        JsonNode seen = get(path, technician);
        assertFalse(seen.path("mayWatch").asBoolean(true));
        assertEquals("Zoé Ångström", seen.path("customerName").asText());
        assertEquals("stored", seen.path("state").asText());
        assertTrue(seen.path("check").path("intact").asBoolean());
        assertEquals("customer", seen.path("takes").path(0).path("role").asText());
        assertEquals(10, seen.path("pauses").path(0).path("fromMillis").asInt());
        assertFalse(seen.toString().contains("AAAA"), "the wrapped key stays inside");

        String call = created.path("call").path("id").asText();
        assertEquals(1, get("/api/v1/recordings?call=" + call, technician).size());
        assertEquals(
                1, get("/api/v1/calls/" + call, technician).path("recordings").size());
    }

    @Test
    void aChangedReviewPolicyHoldsForTheNextRequest() {
        String media = "/api/v1/recordings/" + recording(call()).id() + "/takes/1/keyframes";
        assertProblem(403, "access-denied", server.get(media, technician));
        HttpResponse<String> changed =
                server.send("PUT", "/api/v1/workspace/review-policy", administrator, "{\"policy\":\"own-calls\"}");
        assertEquals("own-calls", json(changed).path("reviewPolicy").asText());
        assertEquals(2, get(media, technician).path("millis").size());
        assertProblem(
                403,
                "access-denied",
                server.send("PUT", "/api/v1/workspace/review-policy", technician, "{\"policy\":\"own-calls\"}"));
    }

    @Test
    void aReviewPolicyCanBeTriedBeforeItIsChosen() {
        JsonNode preview = get("/api/v1/workspace/review-policy/preview?policy=technicians", administrator);
        assertEquals(2, preview.path("watchers").size());
        assertTrue(preview.path("watchers").path(0).path("permitted").asBoolean());
        assertFalse(preview.path("watchers").path(1).path("permitted").asBoolean(true));
        assertEquals(
                "administrators",
                get("/api/v1/workspace", administrator).path("reviewPolicy").asText());
        assertProblem(
                403,
                "access-denied",
                server.get("/api/v1/workspace/review-policy/preview?policy=technicians", technician));
    }

    @Test
    void anAdministratorSeesWhoMayWatchAndWhy() {
        String path = "/api/v1/recordings/" + recording(call()).id() + "/watchers";
        JsonNode watchers = get(path, administrator);
        assertEquals(2, watchers.size());
        assertEquals(
                "Person theo", watchers.path(1).path("user").path("displayName").asText());
        assertEquals(
                "deny", watchers.path(1).path("votes").path(0).path("choice").asText());
        assertProblem(403, "access-denied", server.get(path, technician));
    }

    @Test
    void stillsAreWebpOrNothing() {
        String path = "/api/v1/recordings/" + recording(call()).id() + "/takes/1/stills/";
        HttpResponse<String> still = server.get(path + "500", administrator);
        assertEquals(200, still.statusCode());
        assertEquals("image/webp", still.headers().firstValue("Content-Type").orElseThrow());
        assertEquals("no-store", still.headers().firstValue("Cache-Control").orElseThrow());
        assertEquals(204, server.get(path + "5000", administrator).statusCode());
        assertProblem(404, "not-found", server.get(path + "x", administrator));
    }

    @Test
    void usersAreManagedByAdministratorsOnly() {
        String addition = "{\"name\":\"nina\",\"displayName\":\"Nina\",\"role\":\"supervisor\"}";
        assertProblem(403, "access-denied", server.send("POST", "/api/v1/users", technician, addition));
        assertProblem(403, "access-denied", server.get("/api/v1/users", technician));
        HttpResponse<String> added = server.send("POST", "/api/v1/users", administrator, addition);
        assertEquals(201, added.statusCode(), added.body());
        assertEquals("one-time", json(added).path("oneTimePassword").asText());
        String path = "/api/v1/users/" + json(added).path("user").path("id").asText();

        JsonNode changed =
                json(server.send("PATCH", path, administrator, "{\"authorisedToReview\":true,\"active\":false}"));
        assertTrue(changed.path("authorisedToReview").asBoolean());
        assertFalse(changed.path("active").asBoolean(true));
        assertEquals(
                "one-time",
                json(server.send("POST", path + "/password", administrator, "{}"))
                        .path("oneTimePassword")
                        .asText());
        assertEquals(3, get("/api/v1/users", administrator).size());
    }

    @Test
    void theAuditLogIsReadInPages() {
        JsonNode page = get("/api/v1/audit?before=4&limit=2", administrator);
        assertEquals(3, page.path(0).path("sequence").asInt());
        assertEquals(2, page.path(1).path("sequence").asInt());
        assertEquals("Person ada", page.path(0).path("subjectName").asText());
        assertTrue(
                get("/api/v1/audit/verification", administrator).path("intact").asBoolean());
        assertProblem(403, "access-denied", server.get("/api/v1/audit", technician));
    }

    @Test
    void regionsAndVerificationsAreShownToAdministrators() {
        assertEquals(
                "ca-central-1",
                get("/api/v1/regions", administrator).path(0).path("name").asText());
        assertProblem(403, "access-denied", server.get("/api/v1/regions", technician));
        String path = "/api/v1/recordings/" + recording(call()).id() + "/verification";
        assertTrue(json(server.send("POST", path, administrator, "{}"))
                .path("intact")
                .asBoolean());
    }

    @Test
    void healthIsShownToAnybodyAndSaysNothingOfTheInside() throws Exception {
        JsonNode health = get("/api/v1/health", null);
        assertTrue(health.path("ready").asBoolean());
        assertFalse(health.toString().contains("secret"));
        try (TestServer full = new TestServer(0)) {
            full.storageReady = false;
            HttpResponse<String> response = full.get("/api/v1/health", null);
            assertEquals(503, response.statusCode());
            assertFalse(json(response).path("ready").asBoolean(true));
            assertFalse(response.body().contains("secret"));
        }
    }

    @Test
    void aPlatformWithoutARequiredPolicyIsNotReady() throws Exception {
        server.access.gone = true;
        HttpResponse<String> response = server.get("/api/v1/health", null);
        assertEquals(503, response.statusCode());
        assertTrue(response.body().contains("policies"), response.body());
        assertFalse(response.body().contains("fake"), response.body());
    }

    @Test
    void anAdministratorSeesThePoliciesAndRequiresThem() {
        String path = "/api/v1/workspace/policies";
        assertEquals("fake", get(path, administrator).path(0).path("name").asText());
        assertEquals("voting", get(path, administrator).path(0).path("state").asText());
        HttpResponse<String> required =
                server.send("PUT", path + "/required", administrator, "{\"policies\":[\"fake\"]}");
        assertEquals(200, required.statusCode(), required.body());
        assertTrue(json(required).path(0).path("required").asBoolean());
        assertProblem(
                400,
                "invalid-policies",
                server.send("PUT", path + "/required", administrator, "{\"policies\":[\"other\"]}"));
        for (String wrong : List.of("{}", "{\"policies\":[null]}")) {
            assertProblem(400, "missing-field", server.send("PUT", path + "/required", administrator, wrong));
        }
        assertTrue(get(path, administrator).path(0).path("required").asBoolean());
        assertProblem(403, "access-denied", server.get(path, technician));
        assertProblem(403, "access-denied", server.send("PUT", path + "/required", technician, "{\"policies\":[]}"));
    }
}
