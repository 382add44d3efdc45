package org.sightline.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.sightline.bench.Measurement.Goal;
import org.sightline.storage.StorageException;

/**
 * Moves all recordings of a workspace from files to S3 through the whole platform, several times. Beside each move,
 * {@code rclone copy} of the same objects to the same server. CPU is that of the platform's and of rclone's process.
 */
final class MoveBench implements AutoCloseable {
    /** The region that the move leads to. */
    static final String REGION = "eu-central-1";

    private static final String HOME_REGION = "ca-central-1";
    private static final int WARM_UP = 1;
    private static final int ROUNDS = 3;
    private static final long READY_SECONDS = 60;
    private static final long MOVE_SECONDS = 120;
    private static final long POLL_MILLIS = 20;
    private static final Goal GOAL = Goal.atLeast(1);

    private static final String MOVE = "region change, files to S3";
    private static final String BACK = "region change, S3 to files";
    private static final String RCLONE = "rclone copy of the same objects into S3";
    private static final String RATIO = "region change / rclone copy";

    private final Path objects = Workplace.folder("objects");
    private final Rounds rounds = new Rounds();
    private final PlatformPeer platform;
    private final S3Server server;
    private final long bytes;

    MoveBench(PlatformPeer platform, S3Server server) throws IOException {
        this.platform = platform;
        this.server = server;
        bytes = copyObjects();
    }

    private long copyObjects() throws IOException {
        long sum = 0;
        try (Stream<Path> found = Files.walk(platform.storage())) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
                Path copy = objects.resolve(platform.storage().relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** Leaves the recordings in S3. */
    List<Measurement> run() throws IOException, InterruptedException, StorageException {
        awaitRegion();
        Bench.say("Moving %.0f MB of recordings from files to S3 ...", bytes / 1e6);
        List<Measurement> results = new ArrayList<>();
        boolean beside = Rclone.isInstalled();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Rounds counted = round < 0 ? new Rounds() : rounds;
            if (round > -WARM_UP) {
                counted.add(BACK, Cost.ofProcess(platform.pid(), bytes, () -> move(HOME_REGION)));
            }
            counted.add(MOVE, Cost.ofProcess(platform.pid(), bytes, () -> move(REGION)));
            if (beside) {
                Rclone.copy(objects, bytes, server, counted, RCLONE);
            }
        }
        results.add(rounds.rate(MOVE));
        results.add(rounds.ratePerCore(MOVE));
        results.add(rounds.rate(BACK));
        if (beside) {
            results.add(rounds.rate(RCLONE));
            results.add(rounds.ratePerCore(RCLONE));
            results.add(rounds.rate(Rclone.andCheck(RCLONE)));
            results.add(rounds.ratio(RATIO, GOAL, MOVE, RCLONE));
            results.add(rounds.ratioPerCore(RATIO, Goal.NONE, MOVE, RCLONE));
            results.add(rounds.ratio(Rclone.andCheck(RATIO), Goal.NONE, MOVE, Rclone.andCheck(RCLONE)));
        } else {
            results.add(Measurement.missing(RATIO, "ratio", GOAL));
        }
        return results;
    }

    private void awaitRegion() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(READY_SECONDS);
        while (true) {
            JsonNode regions = platform.administrator().get("/api/v1/regions");
            for (JsonNode region : regions) {
                if (region.path("name").asText().equals(REGION)
                        && region.path("ready").asBoolean()) {
                    return;
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the region " + REGION + " does not become ready: " + regions);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** Begins a move and waits until nothing is left where it was. */
    private void move(String region) throws IOException, InterruptedException {
        PlatformHttp administrator = platform.administrator();
        String changes = "/api/v1/workspace/region-changes";
        JsonNode change = administrator.post(changes, Map.of("region", region));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOVE_SECONDS);
        while (!change.path("state").asText().equals("done")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("the move to " + region + " does not end: " + change);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            change = administrator.get(changes + "/" + change.path("id").asText());
        }
    }

    @Override
    public void close() throws IOException {
        Workplace.delete(objects);
    }
}
