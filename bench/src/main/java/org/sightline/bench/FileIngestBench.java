package org.sightline.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.sightline.bench.Measurement.Goal;
import org.sightline.recording.RecordingId;
import org.sightline.storage.StorageException;
import org.sightline.storage.file.internal.FileStorageBackend;

/**
 * One recording into a region that is a folder. Beside it, in the same rounds, a plain copy of the same bytes, and the same
 * way without the seal. CPU is that of the one thread that does it.
 */
final class FileIngestBench implements AutoCloseable {
    private static final int WARM_UP = 3;
    private static final int ROUNDS = 5;
    private static final int BUFFER = 128 * 1024;
    private static final Goal GOAL = Goal.atLeast(0.6);

    private static final String COPY = "plain copy, synced at its end";
    private static final String UNSEALED = "ingest into files, not sealed";
    private static final String SEALED = "ingest into files, sealed";

    private final Path folder = Workplace.folder("ingest");
    private final Path plain = folder.resolve("plain");
    private final Path copied = folder.resolve("copied");
    private final Rounds rounds = new Rounds();
    private final Ingest ingest;

    FileIngestBench() throws IOException {
        Map<String, Object> settings = Map.of(
                "name", "bench-files",
                "region", "bench-1",
                "directory", folder.resolve("storage").toString());
        ingest = new Ingest(folder, Configured.component(FileStorageBackend.class, settings, Map.of()));
        Files.write(plain, ingest.content());
    }

    List<Measurement> run() throws IOException, InterruptedException, StorageException {
        Bench.say("Recordings into files, sealed ...");
        for (int round = -WARM_UP; round < ROUNDS; round++) {
            round(round < 0 ? new Rounds() : rounds);
        }
        String ratio = "sealed ingest into files / plain copy";
        return List.of(
                rounds.rate(COPY),
                rounds.ratePerCore(COPY),
                rounds.rate(UNSEALED),
                rounds.ratePerCore(UNSEALED),
                rounds.rate(SEALED),
                rounds.ratePerCore(SEALED),
                rounds.ratePerCore(SEALED + ": onto the spool"),
                rounds.ratePerCore(SEALED + ": stored and read back"),
                rounds.ratioPerCore(ratio, GOAL, SEALED, COPY),
                rounds.ratio(ratio, GOAL, SEALED, COPY),
                rounds.ratioPerCore("sealed / not sealed, the same way", Goal.NONE, SEALED, UNSEALED));
    }

    private void round(Rounds counted) throws IOException, InterruptedException, StorageException {
        counted.add(COPY, Cost.ofThread(Ingest.BYTES, this::copy));
        Files.delete(copied);
        RecordingId id = RecordingId.fresh();
        Cost written = Cost.ofThread(Ingest.BYTES, () -> ingest.write(id));
        counted.add(UNSEALED, written.and(Cost.ofThread(Ingest.BYTES, () -> ingest.store(id))));
        RecordingId other = RecordingId.fresh();
        Cost sealed = Cost.ofThread(Ingest.BYTES, () -> ingest.seal(other));
        Cost stored = Cost.ofThread(Ingest.BYTES, () -> ingest.store(other));
        counted.add(SEALED + ": onto the spool", sealed);
        counted.add(SEALED + ": stored and read back", stored);
        counted.add(SEALED, sealed.and(stored));
        ingest.clear();
    }

    private void copy() throws IOException {
        try (InputStream in = Files.newInputStream(plain);
                FileChannel out = FileChannel.open(copied, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                out.write(ByteBuffer.wrap(buffer, 0, count));
            }
            out.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        Workplace.delete(folder);
    }
}
