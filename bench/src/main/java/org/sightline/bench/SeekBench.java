package org.sightline.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.sightline.bench.Measurement.Goal;

/** Jumps in a recording through the whole platform, and in the same bytes, unencrypted, through nginx. */
final class SeekBench implements AutoCloseable {
    private static final int WARM_UP = 1_500;
    private static final int ROUNDS = 5;
    private static final int SEEKS = 500;
    private static final Goal GOAL = Goal.atMost(2);
    private static final String FILE = "take.webm";

    private final byte[] content;
    private final Path folder = Workplace.folder("seek");

    /** @param platform a take's media, asked for by somebody who may watch it */
    SeekBench(RangeClient platform) throws IOException, InterruptedException {
        platform.save(folder.resolve(FILE));
        content = Files.readAllBytes(folder.resolve(FILE));
    }

    /** @param place where the recording lies */
    List<Measurement> run(String place, RangeClient platform)
            throws IOException, InterruptedException, GeneralSecurityException {
        Bench.say("Jumping in a recording of %.1f MB in %s ...", content.length / 1e6, place);
        List<RangeClient> clients = new ArrayList<>(List.of(platform));
        List<Measurement> results = new ArrayList<>();
        try (NginxPeer nginx = new NginxPeer(folder)) {
            clients.add(nginx.ranges(FILE));
            double[][][] millis = rounds(clients);
            results.addAll(latencies("seek, recording in " + place, millis[0]));
            results.addAll(latencies("seek, nginx, not encrypted, beside that", millis[1]));
            for (double share : new double[] {0.5, 0.99}) {
                double[] ratios = perRound(millis[0], share);
                double[] theirs = perRound(millis[1], share);
                for (int i = 0; i < ratios.length; i++) {
                    ratios[i] /= theirs[i];
                }
                results.add(Measurement.of(ratio(share, place), "ratio", share > 0.9 ? GOAL : Goal.NONE, ratios));
            }
        } catch (IOException e) {
            if (clients.size() > 1) {
                throw e;
            }
            Bench.say("Measured without nginx: %s", e.getMessage());
            results.addAll(latencies("seek, recording in " + place, rounds(clients)[0]));
            results.add(Measurement.missing(ratio(0.99, place), "ratio", GOAL));
        }
        return results;
    }

    private static String ratio(double share, String place) {
        return String.format("seek p%.0f in %s / nginx", share * 100, place);
    }

    /** @return by client and round, milliseconds */
    private double[][][] rounds(List<RangeClient> clients) throws IOException, InterruptedException {
        double[][][] millis = new double[clients.size()][ROUNDS][];
        for (RangeClient client : clients) {
            client.seek(content, WARM_UP, 1);
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < clients.size(); i++) {
                millis[i][round] = clients.get(i).seek(content, SEEKS, 2 + round);
            }
        }
        return millis;
    }

    private static List<Measurement> latencies(String name, double[][] rounds) {
        return List.of(
                Measurement.of(name + ": p50", "ms", Goal.NONE, perRound(rounds, 0.5)),
                Measurement.of(name + ": p99", "ms", Goal.NONE, perRound(rounds, 0.99)));
    }

    private static double[] perRound(double[][] rounds, double share) {
        double[] figures = new double[rounds.length];
        for (int i = 0; i < figures.length; i++) {
            figures[i] = Measurement.percentile(share, rounds[i]);
        }
        return figures;
    }

    @Override
    public void close() throws IOException {
        Workplace.delete(folder);
    }
}
