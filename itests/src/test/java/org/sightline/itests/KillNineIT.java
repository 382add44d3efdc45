package org.sightline.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sightline.itests.RestClient.expect;
import static org.sightline.itests.RestClient.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** R23: a power cut in the middle of a recorded call loses at most the last second. */
class KillNineIT {

    @Test
    void aPowerCutLosesAtMostTheLastSecond() throws Exception {
        try (Platform platform = new Platform("kill-nine")) {
            platform.bootFeature("sightline-demo");
            platform.setProperties(
                    "org.sightline.demo.cfg",
                    Map.of(
                            "seconds",
                            "120",
                            "result",
                            platform.home().resolve("result.json").toString()));
            platform.start();

            // The call has been recorded for some seconds when the power goes.
            Path spool = platform.data().resolve("sightline/spool");
            Awaitility.await("both takes are being written")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Disk.files(spool, ".slr").size() >= 2);
            long recordedSince = System.nanoTime();
            Awaitility.await()
                    .pollDelay(Duration.ofSeconds(6))
                    .atMost(Duration.ofSeconds(7))
                    .until(() -> true);
            platform.killNine();
            double recordedSeconds = (System.nanoTime() - recordedSince) / 1e9;

            platform.setProperties("org.sightline.demo.cfg", Map.of());
            Files.delete(platform.home().resolve("etc/org.sightline.demo.cfg"));
            platform.start();
            String reset = platform.console("sightline:user-reset demo admin");
            RestClient administrator = new RestClient(platform);
            administrator.signInFirstTime("demo", "admin", oneTimePassword(reset));
            JsonNode recording = Awaitility.await("the recording is recovered and stored")
                    .atMost(Duration.ofSeconds(60))
                    .until(
                            () -> json(expect(200, administrator.get("/api/v1/recordings")))
                                    .path(0),
                            found -> found.path("state").asText().equals("stored"));

            assertEquals(2, recording.path("takes").size());
            for (JsonNode take : recording.path("takes")) {
                assertEquals("crashed", take.path("closed").asText());
                Path file =
                        platform.home().resolve("take-" + take.path("number").asInt() + ".webm");
                Files.write(
                        file,
                        administrator
                                .bytes("/api/v1/recordings/"
                                        + recording.path("id").asText() + "/takes/"
                                        + take.path("number").asInt() + "/media")
                                .body());
                String decoded = Platform.run(
                        "ffmpeg",
                        "-v",
                        "error",
                        "-i",
                        file.toString(),
                        "-fps_mode",
                        "passthrough",
                        "-enc_time_base",
                        "-1",
                        "-f",
                        "null",
                        "-");
                assertEquals("", decoded.strip(), "ffmpeg decodes every frame");
                double seconds = lastVideoSecond(file);
                assertTrue(
                        seconds >= recordedSeconds - 1,
                        () -> "recorded for " + recordedSeconds + " s, recovered " + seconds + " s");
            }
        }
    }

    private static double lastVideoSecond(Path file) throws Exception {
        String times = Platform.run(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "v",
                "-show_entries",
                "packet=pts_time",
                "-of",
                "csv=p=0",
                file.toString());
        return times.lines()
                .map(line -> line.replace(",", "").strip())
                .filter(line -> !line.isEmpty() && !line.equals("N/A"))
                .mapToDouble(Double::parseDouble)
                .max()
                .orElse(0);
    }

    static String oneTimePassword(String consoleOutput) {
        Matcher matcher = Pattern.compile("one-time password:? +(\\S+)").matcher(consoleOutput);
        assertTrue(matcher.find(), consoleOutput);
        return matcher.group(1);
    }
}
