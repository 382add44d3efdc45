package org.sightline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sightline.bench.Measurement.Goal;
import org.sightline.recording.RecordingId;
import org.sightline.storage.StorageException;
import org.sightline.storage.s3.internal.S3StorageBackend;

/**
 * Recordings into a region that is a bucket, two at a time as the platform stores them. Beside it, in the same rounds,
 * {@code rclone copy} of the same bytes, not encrypted, to the same server. CPU is that of the client's whole process.
 */
final class S3IngestBench implements AutoCloseable {
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 5;
    private static final int RECORDINGS = 4;
    private static final int AT_A_TIME = 2;
    private static final long BYTES = (long) RECORDINGS * Ingest.BYTES;
    private static final Goal GOAL = Goal.atLeast(1);

    private static final String RCLONE = "rclone copy into S3, not encrypted";
    private static final String SEALED = "ingest into S3, sealed";
    private static final String STORED = SEALED + ": stored and read back";
    private static final String RATIO = "sealed ingest into S3 / rclone copy";
    private static final String RATIO_STORED = "storing and reading back / rclone copy";

    private final Path folder = Workplace.folder("ingest-s3");
    private final Path plain = Files.createDirectories(folder.resolve("plain"));
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final Rounds rounds = new Rounds();
    private final S3Server server;
    private final Ingest ingest;

    /** A step of a recording's way. */
    private interface Step {
        void take(RecordingId id) throws IOException, StorageException;
    }

    S3IngestBench(S3Server server) throws IOException {
        this.server = server;
        Map<String, Object> settings = Map.of(
                "name", "bench-s3",
                "region", "bench-1",
                "endpoint", server.setting("endpoint"),
                "bucket", server.setting("bucket"),
                "pathStyle", true,
                "accessKeyId", server.setting("accessKeyId"),
                "_secretAccessKey", server.setting(".secretAccessKey"));
        ingest = new Ingest(folder, Configured.component(S3StorageBackend.class, settings, Map.of()));
        for (int i = 0; i < RECORDINGS; i++) {
            Files.write(plain.resolve("recording-" + i), ingest.content());
        }
    }

    List<Measurement> run() throws IOException, InterruptedException, StorageException {
        Bench.say("Recordings into S3, sealed ...");
        List<Measurement> results = new ArrayList<>();
        boolean beside = Rclone.isInstalled();
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            Rounds counted = round < 0 ? new Rounds() : rounds;
            sealed(counted);
            if (beside) {
                Rclone.copy(plain, BYTES, server, counted, RCLONE);
            }
        }
        results.add(rounds.rate(SEALED));
        results.add(rounds.ratePerCore(SEALED));
        results.add(rounds.rate(STORED));
        results.add(rounds.ratePerCore(STORED));
        if (beside) {
            results.add(rounds.rate(RCLONE));
            results.add(rounds.ratePerCore(RCLONE));
            results.add(rounds.rate(Rclone.andCheck(RCLONE)));
            results.add(rounds.ratioPerCore(RATIO, GOAL, SEALED, RCLONE));
            results.add(rounds.ratio(RATIO, GOAL, SEALED, RCLONE));
            results.add(rounds.ratio(RATIO_STORED, Goal.NONE, STORED, RCLONE));
            results.add(rounds.ratio(Rclone.andCheck(RATIO_STORED), Goal.NONE, STORED, Rclone.andCheck(RCLONE)));
        } else {
            results.add(Measurement.missing(RATIO, "ratio", GOAL));
        }
        return results;
    }

    private void sealed(Rounds counted) throws IOException, InterruptedException, StorageException {
        List<RecordingId> ids = new ArrayList<>();
        for (int i = 0; i < RECORDINGS; i++) {
            ids.add(RecordingId.fresh());
        }
        long pid = ProcessHandle.current().pid();
        Cost sealed = Cost.ofProcess(pid, BYTES, () -> each(ids, ingest::seal));
        Cost stored = Cost.ofProcess(pid, BYTES, () -> each(ids, ingest::store));
        counted.add(STORED, stored);
        counted.add(SEALED, sealed.and(stored));
        ingest.clear();
    }

    private void each(List<RecordingId> ids, Step step) throws IOException, InterruptedException {
        List<Future<?>> steps = new ArrayList<>();
        for (RecordingId id : ids) {
            steps.add(threads.submit(() -> {
                step.take(id);
                return null;
            }));
        }
        try {
            for (Future<?> each : steps) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("a recording cannot be stored", e.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        threads.shutdown();
        Workplace.delete(folder);
    }
}
