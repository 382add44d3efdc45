package org.sightline.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.sightline.bench.Measurement.Goal;

/** What several pieces of work took, in each of some rounds. */
final class Rounds {
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    void add(String what, Cost cost) {
        costs.computeIfAbsent(what, any -> new ArrayList<>()).add(cost);
    }

    /** How fast it was. */
    Measurement rate(String what) {
        return Measurement.of(what, "MB/s", Goal.NONE, samples(what, Cost::rate));
    }

    /** How much of it a core does. */
    Measurement ratePerCore(String what) {
        return Measurement.of(what + ", per core", "MB/s", Goal.NONE, samples(what, Cost::ratePerCore));
    }

    /** How fast one was beside another in the same round. */
    Measurement ratio(String name, Goal goal, String ours, String theirs) {
        return ratio(name, goal, samples(ours, Cost::rate), samples(theirs, Cost::rate));
    }

    /** How much of one a core does beside another in the same round. */
    Measurement ratioPerCore(String name, Goal goal, String ours, String theirs) {
        return ratio(name + ", per core", goal, samples(ours, Cost::ratePerCore), samples(theirs, Cost::ratePerCore));
    }

    private static Measurement ratio(String name, Goal goal, double[] ours, double[] theirs) {
        double[] ratios = ours.clone();
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] /= theirs[i];
        }
        return Measurement.of(name, "ratio", goal, ratios);
    }

    private double[] samples(String what, ToDoubleFunction<Cost> figure) {
        return costs.getOrDefault(what, List.of()).stream().mapToDouble(figure).toArray();
    }
}
