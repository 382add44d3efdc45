package org.sightline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The recordings of a platform. */
final class Library {
    private static final int CALLS = 5;
    private static final int SECONDS = 24;
    private static final long STORE_SECONDS = 60;

    private final PlatformPeer platform;

    Library(PlatformPeer platform) {
        this.platform = platform;
    }

    /** A take of a recording. */
    record Take(String media, long length) {}

    /** Holds calls side by side, which are recorded, and returns when all recordings are stored. */
    void fill() throws IOException, InterruptedException {
        Bench.say("Recording %d calls of %d s ...", CALLS, SECONDS);
        try (Traffic traffic = new Traffic()) {
            List<TwoPersonCall> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(platform.open(traffic, Load.RICH));
            }
            TimeUnit.SECONDS.sleep(SECONDS);
            for (TwoPersonCall call : calls) {
                call.end();
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STORE_SECONDS);
        while (!allStored()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the recordings are not stored: " + recordings());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private boolean allStored() throws IOException, InterruptedException {
        int stored = 0;
        for (JsonNode recording : recordings()) {
            stored += recording.path("state").asText().equals("stored") ? 1 : 0;
        }
        return stored == CALLS;
    }

    private JsonNode recordings() throws IOException, InterruptedException {
        return platform.administrator().get("/api/v1/recordings");
    }

    /** The take with the most bytes. */
    Take longest() throws IOException, InterruptedException {
        Take longest = new Take("", -1);
        for (JsonNode recording : recordings()) {
            for (JsonNode take : recording.path("takes")) {
                if (take.path("length").asLong() > longest.length()) {
                    String media = "/api/v1/recordings/" + recording.path("id").asText() + "/takes/"
                            + take.path("number").asInt() + "/media";
                    longest = new Take(media, take.path("length").asLong());
                }
            }
        }
        return longest;
    }

    /** Asks for a take as somebody who may watch it. */
    RangeClient ranges(Take take) {
        return platform.administrator().ranges(take.media());
    }
}
