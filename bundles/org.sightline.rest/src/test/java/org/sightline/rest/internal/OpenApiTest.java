package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.rest.internal.ErrorsTest.assertProblem;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sightline.calls.Call;
import org.sightline.calls.CallId;
import org.sightline.recording.Recording;
import org.sightline.recording.RecordingId;
import org.sightline.storage.RegionChange;
import org.sightline.storage.RegionChangeId;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.UserId;

/** The document describes every route, and every route in it keeps workspaces apart. */
class OpenApiTest {
    private static TestServer server;
    private static JsonNode document;
    private static User owner;
    private static User stranger;
    private static Call call;
    private static Recording recording;
    private static RegionChange regionChange;

    /** One method at one address. */
    private record Route(String method, String path, JsonNode operation) {}

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(0);
        owner = server.tenancy.user(server.tenancy.workspace("acme"), "ada", Role.ADMINISTRATOR);
        stranger = server.tenancy.user(server.tenancy.workspace("other"), "eve", Role.ADMINISTRATOR);
        server.recordings.media = new byte[100];
        call = server.calls.create(owner.caller(), "Someone").call();
        recording = server.recordings.add(call);
        regionChange = server.regionChanges.finish(server.regionChanges.begin(owner.caller(), "eu-central-1", 0));
        HttpResponse<String> response = server.get("/api/openapi.json", null);
        assertEquals(200, response.statusCode(), response.body());
        document = TestServer.json(response);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        document.path("paths")
                .fields()
                .forEachRemaining(path -> path.getValue()
                        .fields()
                        .forEachRemaining(method -> routes.add(new Route(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return routes;
    }

    private static HttpResponse<String> send(Route route, String path, User user) {
        boolean looks = route.method().equals("GET") || route.method().equals("HEAD");
        return looks
                ? server.send(server.request(path, user)
                        .method(route.method(), java.net.http.HttpRequest.BodyPublishers.noBody()))
                : server.send(route.method(), path, user, "{}");
    }

    /** What {@code {id}} can name. */
    private record Ids(String user, String call, String recording, String regionChange) {}

    private static Ids theirs() {
        return new Ids(
                owner.id().value(),
                call.id().value(),
                recording.id().value(),
                regionChange.id().value());
    }

    private static Ids unknown() {
        return new Ids(
                UserId.fresh().value(),
                CallId.fresh().value(),
                RecordingId.fresh().value(),
                RegionChangeId.fresh().value());
    }

    private static String address(String template, Ids ids) {
        String id = ids.recording();
        if (template.contains("/users/")) {
            id = ids.user();
        } else if (template.contains("/calls/")) {
            id = ids.call();
        } else if (template.contains("/region-changes/")) {
            id = ids.regionChange();
        }
        return template.replace("{id}", id).replace("{n}", "1").replace("{millis}", "0");
    }

    private static boolean isOpen(Route route) {
        return route.operation().path("security").isArray()
                && route.operation().path("security").isEmpty();
    }

    @Test
    void itDescribesEveryRouteWithItsProblems() {
        assertTrue(document.path("openapi").asText().startsWith("3."));
        assertEquals(
                "__Host-sightline",
                document.at("/components/securitySchemes/session/name").asText());
        assertTrue(document.at("/components/schemas/Problem/properties/code").isObject());
        Set<String> ids = new HashSet<>();
        for (Route route : routes()) {
            JsonNode operation = route.operation();
            String at = route.method() + " " + route.path();
            assertTrue(route.path().startsWith("/api/v1/"), at);
            assertTrue(ids.add(operation.path("operationId").asText()), at);
            assertFalse(operation.path("summary").asText().isEmpty(), at);
            assertEquals(
                    "#/components/schemas/Problem",
                    operation
                            .at("/responses/default/content/application~1problem+json/schema/$ref")
                            .asText(),
                    at);
            assertTrue(
                    operation.path("responses").has("200")
                            || operation.path("responses").has("201")
                            || operation.path("responses").has("204"),
                    at);
            assertFalse(operation.toString().contains("Visitor"), at);
            assertFalse(operation.toString().contains("HttpHeaders"), at);
        }
        assertEquals(51, ids.size(), ids.toString());
    }

    @Test
    void bodiesAndAnswersAreDescribedMemberByMember() {
        JsonNode call = document.at("/components/schemas/Call/properties");
        assertTrue(call.has("customerName"), document.path("components").toString());
        assertEquals("date-time", call.at("/createdAt/format").asText());
        assertEquals(
                "#/components/schemas/CallToCreate",
                document.at("/paths/~1api~1v1~1calls/post/requestBody/content/application~1json/schema/$ref")
                        .asText());
        assertEquals(
                "#/components/schemas/InvitedCall",
                document.at("/paths/~1api~1v1~1calls/post/responses/201/content/application~1json/schema/$ref")
                        .asText());
        assertEquals(
                "string",
                document.at("/components/schemas/Credentials/properties/password/type")
                        .asText());
    }

    @Test
    void whatItCallsOpenIsOpenAndNothingElse() {
        Set<String> open = new HashSet<>();
        for (Route route : routes()) {
            String path = address(route.path(), theirs());
            HttpResponse<String> response = send(route, path, null);
            if (isOpen(route)) {
                open.add(route.operation().path("operationId").asText());
                assertNotEquals(401, response.statusCode(), path);
            } else if (route.method().equals("HEAD")) {
                assertEquals(401, response.statusCode(), path);
            } else {
                assertProblem(401, "unauthenticated", response);
            }
        }
        assertEquals(Set.of("signIn", "viewInvitation", "getInvitationTicket", "getHealth"), open);
    }

    @Test
    void anotherWorkspacesIdReadsLikeOneThatNeverWasOnEveryRoute() {
        int tried = 0;
        for (Route route : routes()) {
            if (!route.path().contains("{")) {
                continue;
            }
            tried++;
            HttpResponse<String> foreign = send(route, address(route.path(), theirs()), stranger);
            HttpResponse<String> unknown = send(route, address(route.path(), unknown()), stranger);
            HttpResponse<String> wrongKind =
                    send(route, address(route.path(), new Ids(call.id().value(), "rec_1", "%00", "rec_1")), stranger);
            String at = route.method() + " " + route.path();
            assertEquals(404, foreign.statusCode(), at + foreign.body());
            assertEquals(404, unknown.statusCode(), at);
            if (!route.path().contains("/recordings/")) {
                assertEquals(foreign.body(), wrongKind.body(), at);
            }
            assertEquals(foreign.body(), unknown.body(), at);
            if (!route.method().equals("HEAD")) {
                assertProblem(404, "not-found", foreign);
            }
        }
        assertTrue(tried >= 18, "routes with ids: " + tried);
    }

    @Test
    void itsOwnerFindsItOnEveryRouteThatLooks() {
        for (Route route : routes()) {
            if (!route.method().equals("GET") || !route.path().contains("{")) {
                continue;
            }
            String path = address(route.path(), theirs());
            assertEquals(200, send(route, path, owner).statusCode(), path);
        }
    }
}
