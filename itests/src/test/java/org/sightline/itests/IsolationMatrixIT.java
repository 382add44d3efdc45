package org.sightline.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.itests.RestClient.expect;
import static org.sightline.itests.RestClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** R6: every operation, asked for by everybody, with ids of the own workspace and of another: as the table says. */
class IsolationMatrixIT {
    private static final Path TABLE = Path.of("src/test/resources/isolation-matrix.csv");
    private static final List<String> ROLES = List.of("administrator", "supervisor", "technician");
    private static final String OWNER = "demo";
    private static final String OTHER = "other";
    private static final String AWAY = "eu-west-3";
    private static final String NEVER_WAS = "_0190b3c4-0000-7000-8000-000000000001";

    private static Platform platform;
    private static List<Row> table;
    private static final Map<String, Person> PEOPLE = new TreeMap<>();
    private static final Map<String, String> IDS = new TreeMap<>();

    /** @param expected statuses of the three roles, of nobody and of the customer, as they are written */
    private record Row(String method, String path, String input, List<String> expected) {
        static Row of(String line) {
            String[] cells = line.split(";", -1);
            assertEquals(8, cells.length, line);
            return new Row(cells[0], cells[1], cells[2], List.of(cells).subList(3, 8));
        }

        String operation() {
            return method + " " + path;
        }

        int own(int column) {
            return Integer.parseInt(expected.get(column).split("/")[0]);
        }

        int foreign(int column) {
            return Integer.parseInt(expected.get(column).split("/")[1]);
        }

        boolean namesAnObject() {
            return path.contains("{id}");
        }

        /** Which kind of id stands in the address. */
        String kind() {
            if (path.contains("/users/")) {
                return "usr";
            }
            if (path.contains("/calls/")) {
                return "call";
            }
            return path.contains("/recordings/") ? "rec" : "move";
        }
    }

    /** Who asks. */
    private record Person(RestClient client, String workspace, String name, String password) {
        void signIn() throws Exception {
            expect(200, client.signIn(workspace, name, password));
        }
    }

    @BeforeAll
    static void fillOneWorkspaceAndPeopleAnother() throws Exception {
        table = Files.readAllLines(TABLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(Row::of)
                .toList();
        platform = new Platform("isolation-matrix");
        Path result = platform.home().resolve("result.json");
        platform.bootFeature("sightline-demo");
        platform.setProperties("org.sightline.demo.cfg", Map.of("seconds", "3", "result", result.toString()));
        platform.setProperties(
                "org.sightline.storage.file-away.cfg",
                Map.of(
                        "name",
                        "file-away",
                        "region",
                        AWAY,
                        "directory",
                        platform.data().resolve("away").toString(),
                        "minFreeMegabytes",
                        "1"));
        platform.start();
        Awaitility.await("the demonstration is over")
                .atMost(Duration.ofSeconds(180))
                .until(() -> Files.exists(result) && Files.size(result) > 2);
        JsonNode demo = new ObjectMapper().readTree(result.toFile());
        assertTrue(demo.path("passed").asBoolean(), demo::toString);
        IDS.put("rec", demo.path("recording").path("id").asText());
        platform.console("sightline:workspace-create " + OTHER + " 'Another Company'");
        gather(OWNER);
        gather(OTHER);
        prepareObjects();
    }

    /** An administrator, a supervisor and a technician; in the first workspace the technician who held the call. */
    private static void gather(String workspace) throws Exception {
        String added = platform.console("sightline:user-add " + workspace + " boss 'The Boss' administrator");
        RestClient boss = signIn(workspace, "administrator", "boss", KillNineIT.oneTimePassword(added));
        for (String role : ROLES.subList(1, 3)) {
            JsonNode users = json(expect(200, boss.get("/api/v1/users")));
            JsonNode there = StreamSupport.stream(users.spliterator(), false)
                    .filter(user -> user.path("role").asText().equals(role))
                    .findFirst()
                    .orElse(null);
            String name = there == null ? "the-" + role : there.path("name").asText();
            HttpResponse<String> known = there == null
                    ? boss.send("POST", "/api/v1/users", Map.of("name", name, "displayName", "A " + role, "role", role))
                    : boss.send("POST", "/api/v1/users/" + there.path("id").asText() + "/password", "{}");
            assertTrue(known.statusCode() < 300, known.body());
            signIn(workspace, role, name, json(known).path("oneTimePassword").asText());
        }
    }

    private static RestClient signIn(String workspace, String role, String name, String oneTimePassword)
            throws Exception {
        RestClient client = new RestClient(platform);
        String password = client.signInFirstTime(workspace, name, oneTimePassword);
        PEOPLE.put(workspace + " " + role, new Person(client, workspace, name, password));
        return client;
    }

    private static void prepareObjects() throws Exception {
        RestClient boss = PEOPLE.get(OWNER + " administrator").client();
        expect(200, boss.send("PUT", "/api/v1/workspace/review-policy", Map.of("policy", "administrators")));
        JsonNode added = json(expect(
                201,
                boss.send(
                        "POST",
                        "/api/v1/users",
                        Map.of("name", "subject", "displayName", "Subject", "role", "technician"))));
        IDS.put("usr", added.path("user").path("id").asText());
        JsonNode change =
                json(expect(201, boss.send("POST", "/api/v1/workspace/region-changes", Map.of("region", AWAY))));
        IDS.put("move", change.path("id").asText());
        Awaitility.await("the workspace has moved")
                .atMost(Duration.ofSeconds(60))
                .until(() -> json(boss.get("/api/v1/workspace/region-changes/" + IDS.get("move")))
                        .path("state")
                        .asText()
                        .equals("done"));
        IDS.values().forEach(id -> assertTrue(id.contains("_"), IDS::toString));
    }

    @AfterAll
    static void stop() throws Exception {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void everyOperationHasOneRowAndEveryRowAnOperation() throws Exception {
        JsonNode paths = json(expect(200, new RestClient(platform).get("/api/openapi.json")))
                .path("paths");
        Set<String> described = new TreeSet<>();
        paths.fields()
                .forEachRemaining(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        Set<String> listed = new TreeSet<>();
        table.forEach(row -> assertTrue(listed.add(row.operation()), "twice: " + row.operation()));
        assertEquals(described, listed);
    }

    @Test
    void everybodyGetsWhatTheTableSays() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (Row row : table) {
            for (int column = 0; column < ROLES.size(); column++) {
                Person own = PEOPLE.get(OWNER + " " + ROLES.get(column));
                HttpResponse<byte[]> answer = ask(own.client(), row, freshId(row), "none");
                check(wrong, row, "the own " + ROLES.get(column), row.own(column), answer);
                if (answer.statusCode() == 204 && row.operation().equals("DELETE /api/v1/session")) {
                    own.signIn();
                }
                if (row.namesAnObject()) {
                    askFromOutside(wrong, row, column);
                }
            }
            check(wrong, row, "nobody", row.own(3), ask(new RestClient(platform), row, freshId(row), "none"));
            String token = freshCall().path("link").asText().split("#")[1];
            HttpResponse<byte[]> answer =
                    ask(new RestClient(platform), row, freshId(row), token, "Cookie", "__Host-sightline=" + token);
            check(wrong, row, "the customer", row.own(4), answer);
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static void askFromOutside(List<String> wrong, Row row, int column) throws Exception {
        String who = "another workspace's " + ROLES.get(column);
        RestClient stranger = PEOPLE.get(OTHER + " " + ROLES.get(column)).client();
        String id = freshId(row);
        HttpResponse<byte[]> foreign = ask(stranger, row, id, "none");
        HttpResponse<byte[]> absent = ask(stranger, row, row.kind() + NEVER_WAS, "none");
        check(wrong, row, who, row.foreign(column), foreign);
        check(wrong, row, who + " with an id that never was", row.foreign(column), absent);
        if (!told(foreign, id).equals(told(absent, row.kind() + NEVER_WAS))) {
            wrong.add(row.operation() + " tells " + who + " that it exists: " + told(foreign, id) + " / "
                    + told(absent, row.kind() + NEVER_WAS));
        }
    }

    @Test
    void noListShowsAnythingOfAnotherWorkspace() throws Exception {
        String call = freshCall().path("call").path("id").asText();
        List<String> wrong = new ArrayList<>();
        for (Row row : table) {
            if (row.method().equals("GET") && !row.namesAnObject()) {
                for (String role : ROLES) {
                    String body = told(ask(PEOPLE.get(OTHER + " " + role).client(), row, "", "none"), "no id");
                    if (body.contains(call) || IDS.values().stream().anyMatch(body::contains)) {
                        wrong.add(row.operation() + " shows " + role + " what is another workspace's: " + body);
                    }
                }
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static void check(List<String> wrong, Row row, String who, int status, HttpResponse<byte[]> answer) {
        if (answer.statusCode() != status) {
            String body = answer.body().length > 600 ? answer.body().length + " bytes" : told(answer, "no id");
            wrong.add(row.operation() + " for " + who + ": expected " + status + ", was " + body);
        }
    }

    /** All that an answer tells: status, type and body, with the id that was asked for blanked. */
    private static String told(HttpResponse<byte[]> answer, String id) {
        return answer.statusCode() + " "
                + answer.headers().firstValue("content-type").orElse("-") + " "
                + new String(answer.body(), StandardCharsets.UTF_8).replace(id, "ID");
    }

    private static HttpResponse<byte[]> ask(RestClient client, Row row, String id, String token, String... headers)
            throws Exception {
        String path = row.path().replace("{id}", id).replace("{n}", "1").replace("{millis}", "0");
        return switch (row.method()) {
            case "GET", "HEAD", "DELETE" ->
                client.exchange(row.method(), row.input().isEmpty() ? path : path + "?" + row.input(), "", headers);
            default -> client.exchange(row.method(), path, row.input().replace("{token}", token), headers);
        };
    }

    /** The object of the first workspace; a call for each time, since some operations end it. */
    private static String freshId(Row row) throws Exception {
        if (!row.namesAnObject()) {
            return "";
        }
        return row.kind().equals("call") ? freshCall().path("call").path("id").asText() : IDS.get(row.kind());
    }

    private static JsonNode freshCall() throws Exception {
        RestClient technician = PEOPLE.get(OWNER + " technician").client();
        return json(expect(201, technician.send("POST", "/api/v1/calls", Map.of("customerName", "Someone"))));
    }
}
