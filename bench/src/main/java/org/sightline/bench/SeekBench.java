package org.sightline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.sightline.bench.Measurement.Goal;

/** Jumps in a recording through the whole platform, and in the same bytes, not encrypted, through nginx. */
final class SeekBench implements AutoCloseable {
    private static final int WARM_UP = 3_000;
    private static final int ROUNDS = 5;
    private static final int SEEKS = 500;
    private static final Goal GOAL = Goal.atMost(2);
    private static final String FILE = "take.webm";

    private final Path folder = Workplace.folder("seek");
    private final RangeClient take;
    private final long platform;
    private final byte[] content;

    /**
     * @param take asked for by somebody who may watch it
     * @param platform the process that answers
     */
    SeekBench(RangeClient take, long platform) throws IOException, InterruptedException {
        this.take = take;
        this.platform = platform;
        take.save(folder.resolve(FILE));
        content = Files.readAllBytes(folder.resolve(FILE));
    }

    /** @param place where the recording lies now */
    List<Measurement> run(String place) throws IOException, InterruptedException, GeneralSecurityException {
        Bench.say("Jumping in a recording of %.1f MB in %s ...", content.length / 1e6, place);
        String ours = "seek, recording in " + place;
        String p99 = "seek p99, recording in " + place + " / nginx";
        List<Measurement> results = new ArrayList<>();
        Latencies through = new Latencies(take);
        try (NginxServer nginx = new NginxServer(folder)) {
            Latencies beside = new Latencies(nginx.ranges(FILE));
            rounds(List.of(through, beside));
            results.addAll(through.results(ours));
            results.addAll(beside.results("seek, nginx beside " + place));
            results.add(through.ratio("seek p50, recording in " + place + " / nginx", Goal.NONE, 0.5, beside));
            results.add(through.ratio(p99, GOAL, 0.99, beside));
        } catch (NginxServer.Missing e) {
            Bench.say("Measured without nginx: %s", e.getMessage());
            rounds(List.of(through));
            results.addAll(through.results(ours));
            results.add(Measurement.missing(p99, "ratio", GOAL));
        }
        results.add(cpu(ours));
        return results;
    }

    private void rounds(List<Latencies> clients) throws IOException, InterruptedException {
        for (Latencies client : clients) {
            client.client().seek(content, WARM_UP, 0);
        }
        for (int round = 1; round <= ROUNDS; round++) {
            for (Latencies client : clients) {
                client.rounds().add(client.client().seek(content, SEEKS, round));
            }
        }
    }

    /** Which other work on this machine changes little. */
    private Measurement cpu(String name) throws IOException, InterruptedException {
        long before = ProcessFigures.cpuNanos(platform);
        take.seek(content, SEEKS, ROUNDS + 1);
        double millis = (ProcessFigures.cpuNanos(platform) - before) / 1e6 / SEEKS;
        return Measurement.of(name + ": CPU of the platform", "ms", Goal.NONE, millis);
    }

    @Override
    public void close() throws IOException {
        Workplace.delete(folder);
    }
}
