package org.sightline.demo.internal;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sightline.selftest.SelfTest;

/** What the demonstration found, as one JSON object. */
final class Outcome {
    private final Map<String, Object> members = new LinkedHashMap<>();
    private final Map<String, Object> review = new LinkedHashMap<>();

    Outcome(long bootMillis, String dataDirectory) {
        members.put("passed", false);
        members.put("bootMs", bootMillis);
        members.put("dataDir", dataDirectory);
        members.put("review", review);
    }

    void call(SelfTest.Report report) {
        members.put("region", report.region());
        members.put("firstFrameMs", report.firstFrameMillis());
        members.put("call", String.valueOf(report.call()));
        Map<String, Object> recording = new LinkedHashMap<>();
        recording.put("id", String.valueOf(report.recording()));
        recording.put("durationMs", report.durationMillis());
        recording.put("videoFrames", report.videoFrames());
        recording.put("audioPackets", report.audioPackets());
        recording.put("bytes", report.bytes());
        members.put("recording", recording);
    }

    /** @param who {@code administrator}, {@code technicianBefore} or {@code technicianAfter} */
    void review(String who, int status) {
        review.put(who, status);
    }

    void passed() {
        members.put("passed", true);
    }

    void failed(String what) {
        members.put("failed", what);
    }

    /** Writes the file whole or not at all. */
    void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, new ObjectMapper().writeValueAsString(members));
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
