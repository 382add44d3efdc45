package org.sightline.itests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.itests.RestClient.expect;
import static org.sightline.itests.RestClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.sightline.storage.s3.server.LocalS3;

/**
 * R3: a workspace moves from a directory in ca-central-1 to an S3 server in eu-central-1 and back, then to an SFTP server in
 * eu-west-3, while a call is recorded and a recording is watched. What the console shows on the way is left in
 * {@code target/region-session.txt}.
 */
class RegionMoveIT {
    private static final String HOME = "ca-central-1";
    private static final String AWAY = "eu-central-1";
    private static final String FURTHER = "eu-west-3";
    private static final String BUCKET = "recordings";
    private static final Path FOLDER = Path.of("target/region-move-s3").toAbsolutePath();
    private static final Path BOX = Path.of("target/region-move-sftp").toAbsolutePath();
    private static final Path TRANSCRIPT = Path.of("target/region-session.txt");

    @Test
    void aWorkspaceMovesAndComesBackWhileItIsUsed() throws Exception {
        Files.createDirectories(TRANSCRIPT.getParent());
        Files.writeString(TRANSCRIPT, "");
        ExecutorService people = Executors.newCachedThreadPool();
        try (LocalS3 frankfurt = bucket();
                SftpServer paris = box();
                Platform platform = new Platform("region-move")) {
            platform.bootFeature("sightline-storage-s3");
            platform.bootFeature("sightline-storage-sftp");
            platform.setProperties(
                    "org.sightline.storage.sftp-paris.cfg",
                    Map.of(
                            "name",
                            "sftp-paris",
                            "region",
                            FURTHER,
                            "host",
                            "127.0.0.1",
                            "port",
                            String.valueOf(paris.port()),
                            "user",
                            SftpServer.USER,
                            ".password",
                            SftpServer.PASSWORD,
                            "hostKey",
                            paris.fingerprint(),
                            "directory",
                            "/"));
            platform.setProperties(
                    "org.sightline.storage.s3-frankfurt.cfg",
                    Map.of(
                            "name",
                            "s3-frankfurt",
                            "region",
                            AWAY,
                            "endpoint",
                            frankfurt.endpoint(),
                            "signingRegion",
                            "us-east-1",
                            "bucket",
                            BUCKET,
                            "pathStyle",
                            "true",
                            "accessKeyId",
                            frankfurt.accessKeyId(),
                            ".secretAccessKey",
                            frankfurt.secretAccessKey()));
            platform.start();
            assertPassed(session(platform, "call:test --seconds 4"));
            assertPassed(platform.console("call:test --seconds 4"));
            String password =
                    KillNineIT.oneTimePassword(platform.console("sightline:user-add self-test ada Ada administrator"));
            RestClient ada = new RestClient(platform);
            ada.signInFirstTime("self-test", "ada", password);
            String workspace =
                    json(expect(200, ada.get("/api/v1/workspace"))).path("id").asText();
            Awaitility.await("both servers are found")
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> platform.console("sightline:region-list"),
                            list -> list.contains("s3-frankfurt is ready") && list.contains("sftp-paris is ready"));

            AtomicBoolean watching = new AtomicBoolean(true);
            Future<Integer> watcher = people.submit(() -> watch(ada, watching));

            move(platform, ada, people, AWAY);
            assertEquals(List.of(), below(platform.data().resolve("sightline/storage"), workspace));
            assertTrue(below(FOLDER, workspace).size() >= 6, "takes and sidecars are in " + AWAY);

            move(platform, ada, people, HOME);
            assertEquals(List.of(), below(FOLDER, workspace));

            move(platform, ada, people, FURTHER);
            assertEquals(List.of(), below(platform.data().resolve("sightline/storage"), workspace));
            assertTrue(below(BOX, workspace).size() >= 15, "takes and sidecars are in " + FURTHER);

            watching.set(false);
            assertTrue(watcher.get() > 20, "ranges watched: " + watcher.get());
            for (JsonNode recording : json(expect(200, ada.get("/api/v1/recordings")))) {
                String verified = platform.console("sightline:recording-verify self-test "
                        + recording.path("id").asText());
                assertTrue(verified.startsWith("intact"), verified);
            }
            String audit = session(platform, "sightline:audit-verify self-test");
            assertTrue(audit.contains("intact"), audit);
        } finally {
            people.shutdownNow();
        }
    }

    private static SftpServer box() throws Exception {
        Platform.deleteAll(BOX);
        return new SftpServer(Files.createDirectories(BOX));
    }

    private static LocalS3 bucket() throws Exception {
        Platform.deleteAll(FOLDER);
        Files.createDirectories(FOLDER.resolve(BUCKET));
        return LocalS3.over(FOLDER, 0);
    }

    /** Changes the region while a call is recorded; returns when all is there. */
    private static void move(Platform platform, RestClient ada, ExecutorService people, String region)
            throws Exception {
        Future<String> call = people.submit(() -> platform.console("call:test --seconds 12"));
        Path spool = platform.data().resolve("sightline/spool");
        Awaitility.await("a call is being recorded")
                .atMost(Duration.ofSeconds(30))
                .until(() -> Disk.files(spool, ".slr").size() >= 2);
        session(platform, "sightline:region-list");
        session(platform, "sightline:region-change --yes self-test " + region);
        session(platform, "sightline:region-changes self-test");
        assertPassed(call.get());
        JsonNode change = Awaitility.await("the change is done")
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> json(expect(200, ada.get("/api/v1/workspace/region-changes")))
                                .path(0),
                        newest -> newest.path("state").asText().equals("done"));
        session(platform, "sightline:region-changes self-test");
        assertEquals(region, change.path("to").asText());
        for (JsonNode recording : json(expect(200, ada.get("/api/v1/recordings")))) {
            assertEquals(region, recording.path("region").asText());
        }
        JsonNode report = json(expect(
                200,
                ada.get("/api/v1/workspace/region-changes/" + change.path("id").asText() + "/report")));
        assertTrue(isSigned(report), report.toString());
    }

    private static boolean isSigned(JsonNode report) throws Exception {
        PublicKey key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(
                        Base64.getDecoder().decode(report.path("publicKey").asText())));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(report.path("content").asText().getBytes(StandardCharsets.UTF_8));
        return signature.verify(
                Base64.getDecoder().decode(report.path("signature").asText()));
    }

    /** Seeks in the oldest recording; whatever happens to it, its bytes are what they were. */
    private static int watch(RestClient ada, AtomicBoolean watching) throws Exception {
        JsonNode all = json(expect(200, ada.get("/api/v1/recordings")));
        String media =
                "/api/v1/recordings/" + all.path(all.size() - 1).path("id").asText() + "/takes/1/media";
        byte[] whole = ada.bytes(media).body();
        Random random = new Random(1);
        int ranges = 0;
        while (watching.get()) {
            int from = random.nextInt(whole.length);
            int to = Math.min(whole.length, from + 65_536);
            var answer = ada.bytes(media, "Range", "bytes=" + from + "-" + (to - 1));
            assertEquals(206, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
            assertArrayEquals(Arrays.copyOfRange(whole, from, to), answer.body());
            ranges++;
            CompletableFuture.runAsync(
                            () -> {}, CompletableFuture.delayedExecutor(50, java.util.concurrent.TimeUnit.MILLISECONDS))
                    .join();
        }
        return ranges;
    }

    /** Files and folders that carry the workspace's id. */
    private static List<Path> below(Path folder, String workspace) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .filter(path -> path.toString().contains(workspace))
                    .toList();
        }
    }

    private static String session(Platform platform, String command) throws IOException {
        String shown = platform.console(command);
        Files.writeString(
                TRANSCRIPT,
                "sightline> " + command + "\n" + shown.strip() + "\n\n",
                java.nio.file.StandardOpenOption.APPEND);
        return shown;
    }

    private static void assertPassed(String shown) {
        assertTrue(shown.contains("refused to the technician") && !shown.contains("FAILED"), shown);
    }
}
