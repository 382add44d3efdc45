package org.sightline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The recordings of a platform. */
final class Library {
    private static final int CALLS = 4;
    private static final int SECONDS = 16;
    private static final long STORE_SECONDS = 60;

    private final PlatformPeer platform;

    Library(PlatformPeer platform) {
        this.platform = platform;
    }

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

    /** Asks for the take with the most bytes, as somebody who may watch it. */
    RangeClient longest() throws IOException, InterruptedException {
        String media = "";
        long most = -1;
        for (JsonNode recording : recordings()) {
            for (JsonNode take : recording.path("takes")) {
                if (take.path("length").asLong() > most) {
                    most = take.path("length").asLong();
                    media = "/api/v1/recordings/" + recording.path("id").asText() + "/takes/"
                            + take.path("number").asInt() + "/media";
                }
            }
        }
        return platform.administrator().ranges(media);
    }
}
