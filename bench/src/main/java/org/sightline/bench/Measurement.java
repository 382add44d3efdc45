package org.sightline.bench;

import java.util.Arrays;

/**
 * One figure.
 *
 * @param value the median, the only sample, or {@code NaN} if it could not be measured
 * @param spread half the distance between the smallest and the largest sample, in the same unit
 * @param goal what it should be; {@link Goal#NONE} for figures that only explain others
 */
record Measurement(String name, double value, String unit, double spread, Goal goal) {

    /** A bound that a figure should keep. */
    record Goal(double bound, boolean isUpper) {
        static final Goal NONE = new Goal(Double.NaN, true);

        static Goal atMost(double bound) {
            return new Goal(bound, true);
        }

        static Goal atLeast(double bound) {
            return new Goal(bound, false);
        }

        boolean given() {
            return !Double.isNaN(bound);
        }

        boolean metBy(double value) {
            return isUpper ? value <= bound : value >= bound;
        }

        @Override
        public String toString() {
            return given() ? (isUpper ? "<= " : ">= ") + Bench.figure(bound) : "";
        }
    }

    /** The median of the samples. */
    static Measurement of(String name, String unit, Goal goal, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return new Measurement(name, median(sorted), unit, (sorted[sorted.length - 1] - sorted[0]) / 2, goal);
    }

    /** The value below which 95 of 100 samples lie. */
    static Measurement percentile95(String name, String unit, Goal goal, double... samples) {
        return new Measurement(name, percentile(0.95, samples), unit, 0, goal);
    }

    /** The value below which this share of the samples lies. */
    static double percentile(double share, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(sorted.length * share) - 1];
    }

    /** A figure that could not be had here. */
    static Measurement missing(String name, String unit, Goal goal) {
        return new Measurement(name, Double.NaN, unit, 0, goal);
    }

    boolean measured() {
        return !Double.isNaN(value);
    }

    static double median(double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
