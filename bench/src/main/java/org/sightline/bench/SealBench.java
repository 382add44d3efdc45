package org.sightline.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.sightline.bench.Measurement.Goal;
import org.sightline.recording.RecordingId;
import org.sightline.recording.internal.sealed.Closing;
import org.sightline.recording.internal.sealed.SealedName;
import org.sightline.recording.internal.sealed.SealedReader;
import org.sightline.recording.internal.sealed.SealedSource;
import org.sightline.recording.internal.sealed.SealedWriter;
import org.sightline.tenancy.WorkspaceId;

/**
 * Sealing and reading on one core beside plain AES-256-GCM over the same bytes: the cipher alone in memory, and the cipher
 * with the same writes to, or reads from, an ordinary file. Time is the thread's CPU time, with the kernel's share; files
 * are in memory where there is room, so that no disk decides.
 */
final class SealBench {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 5;
    private static final int BYTES = 32 * 1024 * 1024;
    /** What the recorder hands over: a cluster of half a second at 1.6 Mbit/s. */
    private static final int CLUSTER = 100 * 1024;

    /** What a player asks for. */
    private static final int RANGE = 256 * 1024;

    private static final int RANGES = 200;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final byte[] content = new byte[BYTES];
    private final byte[] key = new byte[32];
    private final SealedName name = new SealedName(WorkspaceId.fresh(), RecordingId.fresh(), 1);
    private final Map<String, double[]> rates = new LinkedHashMap<>();

    /** Does something with content and returns how many bytes of it. */
    private interface Work {
        long run() throws IOException, GeneralSecurityException;
    }

    List<Measurement> run() throws IOException, GeneralSecurityException {
        Random random = new Random(7);
        random.nextBytes(content);
        random.nextBytes(key);
        Path directory = Files.createTempDirectory(memory(), "sightline-seal");
        Path sealed = directory.resolve("sealed");
        Path plain = directory.resolve("plain");
        PlainFile peer = new PlainFile(plain, key);
        try {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                measure(round, "plain AES-256-GCM, encrypting in memory", () -> peer.encrypt(content));
                measure(round, "plain AES-256-GCM, decrypting in memory", () -> peer.decrypt(BYTES));
                measure(round, "plain AES-256-GCM, into a file", () -> peer.write(content, CLUSTER));
                measure(round, "plain AES-256-GCM, a whole file", peer::read);
                measure(round, "plain AES-256-GCM, ranges of a file", () -> plainRanges(peer));
                measure(round, "sealing into a file", () -> seal(sealed));
                measure(round, "reading a whole sealed file", () -> read(sealed));
                measure(round, "reading ranges of a sealed file, each opened anew", () -> ranges(sealed));
                Files.delete(sealed);
                Files.delete(plain);
            }
        } finally {
            Files.deleteIfExists(sealed);
            Files.deleteIfExists(plain);
            Files.delete(directory);
        }
        return results();
    }

    private List<Measurement> results() {
        List<Measurement> results = new ArrayList<>();
        rates.forEach((what, samples) -> results.add(Measurement.of(what, "MB/s", Goal.NONE, samples)));
        Goal goal = Goal.atLeast(0.7);
        results.add(share("sealing / plain, both into a file", goal, "sealing into a file", "into a file"));
        results.add(
                share("sealing into a file / plain in memory", goal, "sealing into a file", "encrypting in memory"));
        results.add(share("reading / plain, both a whole file", goal, "reading a whole sealed file", "a whole file"));
        results.add(share(
                "reading / plain, both ranges of a file",
                Goal.NONE,
                "reading ranges of a sealed file, each opened anew",
                "ranges of a file"));
        return results;
    }

    private Measurement share(String what, Goal goal, String ours, String plain) {
        double[] shares = rates.get(ours).clone();
        for (int i = 0; i < shares.length; i++) {
            shares[i] /= rates.get("plain AES-256-GCM, " + plain)[i];
        }
        return Measurement.of(what, "ratio", goal, shares);
    }

    private static Path memory() throws IOException {
        Path shared = Path.of("/dev/shm");
        boolean roomy = Files.isWritable(shared) && Files.getFileStore(shared).getUsableSpace() > 8L * BYTES;
        return roomy ? shared : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private void measure(int round, String what, Work work) throws IOException, GeneralSecurityException {
        long start = threads.getCurrentThreadCpuTime();
        long bytes = work.run();
        double rate = bytes / 1e6 / ((threads.getCurrentThreadCpuTime() - start) / 1e9);
        double[] samples = rates.computeIfAbsent(what, any -> new double[ROUNDS]);
        if (round >= 0) {
            samples[round] = rate;
        }
    }

    private long seal(Path file) throws IOException {
        try (SealedWriter writer = SealedWriter.create(file, name, key)) {
            for (int at = 0; at < BYTES; at += CLUSTER) {
                writer.data(content, at, Math.min(CLUSTER, BYTES - at));
                writer.flush();
            }
            writer.finish(new byte[512], new Closing("ended", "video/webm", 0, 1, 1, 1));
        }
        return BYTES;
    }

    private long read(Path file) throws IOException {
        try (SealedReader reader = SealedReader.open(SealedSource.of(file), name, key)) {
            reader.transfer(0, reader.length(), (bytes, offset, length) -> {});
            return reader.length();
        }
    }

    private long ranges(Path file) throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < RANGES; i++) {
            try (SealedReader reader = SealedReader.open(SealedSource.of(file), name, key)) {
                long from = random.nextInt(BYTES - 2 * RANGE);
                reader.transfer(from, from + RANGE, (bytes, offset, length) -> {});
            }
        }
        return (long) RANGES * RANGE;
    }

    private long plainRanges(PlainFile peer) throws IOException, GeneralSecurityException {
        Random random = new Random(11);
        long bytes = 0;
        for (int i = 0; i < RANGES; i++) {
            bytes += peer.range(random.nextInt(BYTES - 2 * RANGE), RANGE);
        }
        return bytes;
    }
}
