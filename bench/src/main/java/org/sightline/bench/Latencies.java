package org.sightline.bench;

import java.util.ArrayList;
import java.util.List;
import org.sightline.bench.Measurement.Goal;

/**
 * How long jumps took.
 *
 * @param rounds milliseconds of each jump of each round
 */
record Latencies(RangeClient client, List<double[]> rounds) {
    Latencies(RangeClient client) {
        this(client, new ArrayList<>());
    }

    List<Measurement> results(String name) {
        return List.of(
                Measurement.of(name + ": p50", "ms", Goal.NONE, percentiles(0.5)),
                Measurement.of(name + ": p99", "ms", Goal.NONE, percentiles(0.99)));
    }

    /** @param share of which percentile, in each round */
    Measurement ratio(String name, Goal goal, double share, Latencies theirs) {
        double[] ratios = percentiles(share);
        double[] divisors = theirs.percentiles(share);
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= divisors[i];
        }
        return Measurement.of(name, "ratio", goal, ratios);
    }

    private double[] percentiles(double share) {
        return rounds.stream()
                .mapToDouble(millis -> Measurement.percentile(share, millis))
                .toArray();
    }
}
