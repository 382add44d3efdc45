package org.sightline.rest.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sightline.tenancy.Role;
import org.sightline.tenancy.User;
import org.sightline.tenancy.Workspace;

/** Every error is a problem with a stable code, and says nothing of the inside. */
class ErrorsTest {
    private static TestServer server;
    private static User administrator;
    private static User technician;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(0);
        Workspace workspace = server.tenancy.workspace("acme");
        administrator = server.tenancy.user(workspace, "ada", Role.ADMINISTRATOR);
        technician = server.tenancy.user(workspace, "theo", Role.TECHNICIAN);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    static JsonNode assertProblem(int status, String code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElse("none"));
        assertEquals("no-store", response.headers().firstValue("Cache-Control").orElse("none"));
        assertTrue(response.headers().firstValue("Permissions-Policy").isPresent());
        JsonNode problem = TestServer.json(response);
        assertEquals(code, problem.path("code").asText(), response.body());
        assertEquals(status, problem.path("status").asInt());
        assertEquals("urn:sightline:problem:" + code, problem.path("type").asText());
        assertFalse(problem.path("title").asText().isEmpty());
        assertFalse(problem.path("detail").asText().isEmpty());
        for (String inside : List.of("Exception", "org.", "com.", "java.", "/secret", "\tat ", "CXF", "Jetty")) {
            assertFalse(response.body().contains(inside), response.body());
        }
        return problem;
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/nothing, 404, not-found",
        "GET, /api/nothing, 404, not-found",
        "GET, /api, 404, not-found",
        "GET, /api/, 404, not-found",
        "GET, /api/v1, 404, not-found",
        "GET, /api/services, 404, not-found",
        "GET, /api/v1/services, 404, not-found",
        "GET, /api/openapi.json/x, 404, not-found",
        "GET, /api/v1/users/..%2f..%2fetc, 405, method-not-allowed",
        "PATCH, /api/v1/calls, 405, method-not-allowed",
        "DELETE, /api/v1/users, 405, method-not-allowed",
        "TRACE, /api/v1/session, 405, method-not-allowed",
        "PROPFIND, /api/v1/session, 405, method-not-allowed",
        "GET, /api/v1/calls?limit=0, 400, invalid-limit",
        "GET, /api/v1/calls?limit=201, 400, invalid-limit",
        "GET, /api/v1/calls?limit=-1, 400, invalid-limit",
        "GET, /api/v1/recordings?limit=many, 400, invalid-limit",
        "GET, /api/v1/recordings?call=rec_1, 404, not-found",
        "GET, /api/v1/audit?before=x, 400, invalid-before",
        "GET, /api/v1/workspace/review-policy/preview, 400, missing-field",
        "GET, /api/v1/workspace/review-policy/preview?policy=all, 400, invalid-policy",
        "GET, /api/v1/recordings/rec_1/takes/1/media, 404, not-found"
    })
    void whatTheAddressGetsWrong(String method, String path, int status, String code) {
        HttpResponse<String> response = server.send(method, path, administrator, "");
        assertProblem(status, code, response);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/calls?_wadl",
        "/api/?_wadl",
        "/api/v1/calls?_wadl&_type=xml",
        "/api/v1/calls?%5Fwadl",
        "/api/v1/calls.wadl"
    })
    void nothingIsDescribedButByTheOpenApiDocument(String path) {
        assertProblem(404, "not-found", server.get(path, null));
    }

    @Test
    void aParameterOrAHeaderOverridesNothing() {
        assertEquals(
                200,
                server.get("/api/v1/calls?_type=xml&_method=DELETE", technician).statusCode());
        HttpResponse<String> response =
                server.send(server.request("/api/v1/session", technician).header("X-HTTP-Method-Override", "DELETE"));
        assertEquals(200, response.statusCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | bad-json |",
                "`` | bad-json |",
                "null | bad-json |",
                "[] | bad-json |",
                "\"x\" | bad-json |",
                "{} {} | bad-json |",
                "{\"customerName\":\"a\",\"customerName\":\"b\"} | bad-json |",
                "{\"customerName\":5} | bad-json | customerName",
                "{\"customerName\":true} | bad-json | customerName",
                "{\"customerName\":[\"a\"]} | bad-json | customerName",
                "{\"customerName\":{\"a\":1}} | bad-json | customerName",
                "{\"customerName\":\"a\",\"workspace\":\"ws\"} | unknown-field | workspace",
                "{\"customerName\":null} | missing-field | customerName",
                "{} | missing-field | customerName",
                "{\"customerName\":\"\"} | invalid-customername | customerName",
                "{\"customerName\":\"a\\u202eb\"} | invalid-customername | customerName",
                "{\"customerName\":\"a\\u0000b\"} | invalid-customername | customerName",
                "[[[[[[[[[[[[]]]]]]]]]]]] | bad-json |"
            })
    void whatTheBodyGetsWrong(String body, String code, String field) {
        JsonNode problem = assertProblem(400, code, server.send("POST", "/api/v1/calls", technician, body));
        assertEquals(field == null ? "" : field, problem.path("field").asText());
    }

    @Test
    void aNameOfFourThousandCharactersIsRefused() {
        String body = "{\"customerName\":\"" + "x".repeat(4000) + "\"}";
        assertProblem(400, "invalid-customername", server.send("POST", "/api/v1/calls", technician, body));
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        String body = "{\"customerName\":\"" + "x".repeat(70_000) + "\"}";
        assertProblem(413, "body-too-large", server.send("POST", "/api/v1/calls", technician, body));
    }

    @Test
    void aBodyOverTheLimitIsRefusedAlsoWhenItDoesNotSayItsLength() {
        byte[] body = ("{\"customerName\":\"" + "x".repeat(70_000) + "\"}").getBytes();
        HttpResponse<String> response = server.send(server.request("/api/v1/calls", technician)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(body))));
        assertProblem(413, "body-too-large", response);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "application/xml",
                "text/xml",
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/problem+json",
                "nonsense"
            })
    void onlyJsonIsTaken(String type) {
        HttpResponse<String> response = server.send(server.request("/api/v1/calls", technician)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString("{\"customerName\":\"a\"}")));
        assertProblem(415, "unsupported-media-type", response);
    }

    @Test
    void aBodyWithoutATypeIsRefused() {
        HttpResponse<String> response =
                server.send(server.request("/api/v1/calls", technician).POST(BodyPublishers.ofString("{}")));
        assertProblem(415, "unsupported-media-type", response);
    }

    @Test
    void nothingIsAnsweredInXml() {
        HttpResponse<String> response =
                server.send(server.request("/api/v1/calls", technician).header("Accept", "application/xml"));
        assertProblem(406, "not-acceptable", response);
    }

    @Test
    void anUnexpectedExceptionSaysNothing() {
        server.calls.fault = new IllegalStateException("org.example.Secret at /secret/path");
        try {
            String path = "/api/v1/calls/" + org.sightline.calls.CallId.fresh();
            assertProblem(500, "internal", server.get(path, administrator));
        } finally {
            server.calls.fault = null;
        }
    }

    @Test
    void anErrorOfTheVirtualMachineSaysNothing() {
        server.calls.fault = new IllegalStateException(new StackOverflowError());
        try {
            String path = "/api/v1/calls/" + org.sightline.calls.CallId.fresh();
            assertProblem(500, "internal", server.get(path, administrator));
        } finally {
            server.calls.fault = null;
        }
    }

    @Test
    void anAuditLogThatCannotBeReadIsUnavailable() {
        server.audit.broken = true;
        try {
            assertProblem(503, "audit-unavailable", server.get("/api/v1/audit", administrator));
        } finally {
            server.audit.broken = false;
        }
    }

    @Test
    void codesOfTheDomainHaveTheirStatus() {
        assertProblem(404, "invitation-invalid", view("{\"token\":\"x\"}"));
        String call = created("Someone").path("call").path("id").asText();
        assertEquals(
                200,
                server.send("POST", "/api/v1/calls/" + call + "/end", technician, "{}")
                        .statusCode());
        assertProblem(410, "call-ended", view("{\"token\":\"" + call + "\"}"));
        String user = "{\"name\":\"theo\",\"displayName\":\"T\",\"role\":\"technician\"}";
        assertProblem(409, "user-exists", server.send("POST", "/api/v1/users", administrator, user));
        String operator = "{\"name\":\"otto\",\"displayName\":\"T\",\"role\":\"operator\"}";
        assertProblem(400, "invalid-role", server.send("POST", "/api/v1/users", administrator, operator));
        String self = "/api/v1/users/" + administrator.id();
        assertProblem(409, "last-administrator", server.send("PATCH", self, administrator, "{\"active\":false}"));
        assertProblem(400, "missing-field", server.send("PATCH", self, administrator, "{}"));
    }

    private static HttpResponse<String> view(String body) {
        return server.send("POST", "/api/v1/invitations/view", null, body);
    }

    private static JsonNode created(String customer) {
        HttpResponse<String> response =
                server.send("POST", "/api/v1/calls", technician, "{\"customerName\":\"" + customer + "\"}");
        assertEquals(201, response.statusCode(), response.body());
        return TestServer.json(response);
    }
}
