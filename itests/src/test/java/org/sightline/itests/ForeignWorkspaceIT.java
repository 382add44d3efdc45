package org.sightline.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** R6: what belongs to one workspace does not exist for another; and R1, R23, R37: what lies on the disk. */
class ForeignWorkspaceIT {
    private static final String SECOND = "other";

    private static Platform platform;
    private static JsonNode demo;
    private static RestClient stranger;

    @BeforeAll
    static void holdACallInOneWorkspaceAndSignInToAnother() throws Exception {
        platform = new Platform("foreign-workspace");
        Path result = platform.home().resolve("result.json");
        platform.bootFeature("sightline-demo");
        platform.setProperties("org.sightline.demo.cfg", Map.of("seconds", "3", "result", result.toString()));
        platform.start();
        Awaitility.await("the demonstration is over")
                .atMost(Duration.ofSeconds(90))
                .until(() -> Files.exists(result));
        demo = new ObjectMapper().readTree(result.toFile());
        assertTrue(demo.path("passed").asBoolean(), () -> demo + "\n" + output());

        platform.console("sightline:workspace-create " + SECOND + " 'Another Company'");
        String added = platform.console("sightline:user-add " + SECOND + " boss 'The Boss' administrator");
        stranger = new RestClient(platform);
        stranger.signInFirstTime(SECOND, "boss", KillNineIT.oneTimePassword(added));
    }

    private static String output() {
        try {
            return platform.output();
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (platform != null) {
            platform.close();
        }
    }

    @Test
    void everyRouteHidesTheOtherWorkspacesObjects() throws Exception {
        JsonNode paths = json(expect(200, stranger.get("/api/openapi.json"))).path("paths");
        List<String> tried = new ArrayList<>();
        List<String> leaks = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> each = paths.fields(); each.hasNext(); ) {
            Map.Entry<String, JsonNode> path = each.next();
            String template = path.getKey();
            if (!template.contains("{")) {
                continue;
            }
            String foreign = address(template, true);
            String unknown = address(template, false);
            for (Iterator<String> methods = path.getValue().fieldNames(); methods.hasNext(); ) {
                String method = methods.next().toUpperCase(java.util.Locale.ROOT);
                if (!List.of("GET", "PUT", "POST", "PATCH", "DELETE").contains(method)) {
                    continue;
                }
                HttpResponse<String> hidden = send(method, foreign);
                HttpResponse<String> absent = send(method, unknown);
                tried.add(method + " " + template);
                if (hidden.statusCode() != 404
                        || absent.statusCode() != 404
                        || !json(hidden).path("code").equals(json(absent).path("code"))) {
                    leaks.add(method + " " + template + ": " + hidden.statusCode() + " " + hidden.body() + " / "
                            + absent.statusCode() + " " + absent.body());
                }
            }
        }
        assertTrue(tried.size() >= 10, () -> "too few routes found: " + tried);
        assertTrue(leaks.isEmpty(), () -> String.join("\n", leaks));
    }

    private static HttpResponse<String> send(String method, String path) throws Exception {
        return method.equals("GET") ? stranger.get(path) : stranger.send(method, path, "{}");
    }

    /** The address of the first workspace's object, or of one that never was. */
    private static String address(String template, boolean real) throws Exception {
        String call = real ? demo.path("call").asText() : "call_0190b3c4-0000-7000-8000-000000000001";
        String recording =
                real ? demo.path("recording").path("id").asText() : "rec_0190b3c4-0000-7000-8000-000000000001";
        String user = real ? foreignUser() : "usr_0190b3c4-0000-7000-8000-000000000001";
        String id = template.contains("/calls/") ? call : template.contains("/recordings/") ? recording : user;
        return template.replaceFirst("\\{[^}]+}", id).replaceAll("\\{[^}]+}", "1");
    }

    private static String foreignUser() throws Exception {
        String table = platform.console("sightline:user-list demo");
        var matcher = java.util.regex.Pattern.compile("usr_[0-9a-f-]{36}").matcher(table);
        assertTrue(matcher.find(), table);
        return matcher.group();
    }

    @Test
    void listsShowNothingOfTheOtherWorkspace() throws Exception {
        for (String list : List.of("/api/v1/calls", "/api/v1/recordings", "/api/v1/users", "/api/v1/audit")) {
            String body = expect(200, stranger.get(list)).body();
            assertFalse(body.contains(demo.path("call").asText()), list);
            assertFalse(body.contains(demo.path("recording").path("id").asText()), list);
        }
    }

    @Test
    void nothingOnTheDiskShowsMediaOrTheCustomer() throws Exception {
        assertEquals("ca-central-1", demo.path("region").asText());
        Path storage = platform.data().resolve("sightline/storage");
        List<Path> sealed = Disk.files(storage, ".slr");
        assertEquals(2, sealed.size(), "one sealed object for each take");
        for (Path file : sealed) {
            assertTrue(storage.relativize(file).startsWith("ca-central-1"), file.toString());
        }
        List<Path> everything = new ArrayList<>(Disk.files(storage, ""));
        everything.addAll(Disk.files(platform.data().resolve("sightline/spool"), ""));
        for (Path file : everything) {
            for (String signature : List.of("OpusHead", "V_VP8", "A_OPUS", "webm", "matroska", "Self-test")) {
                assertFalse(
                        Disk.contains(file, signature.getBytes(StandardCharsets.US_ASCII)),
                        () -> file + " contains " + signature);
            }
            assertFalse(Disk.contains(file, new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3}), file.toString());
        }
    }

    @Test
    void everyResponseCarriesTheSecurityHeaders() throws Exception {
        for (String path : List.of("/", "/api/v1/health", "/api/v1/nothing", "/nothing.js", "/api/openapi.json")) {
            HttpResponse<String> response = stranger.get(path);
            for (String header : List.of(
                    "strict-transport-security",
                    "content-security-policy",
                    "x-content-type-options",
                    "referrer-policy",
                    "permissions-policy")) {
                assertTrue(
                        response.headers().firstValue(header).isPresent(),
                        () -> path + " lacks " + header + ": "
                                + response.headers().map());
            }
            assertTrue(
                    response.headers()
                            .firstValue("permissions-policy")
                            .orElseThrow()
                            .contains("geolocation=()"),
                    path);
        }
    }
}
