package dev.docket.queue;

import dev.docket.event.Priority;

/**
 * How long slots are held, as a distribution: a histogram with four buckets to the octave, from a millisecond to longer
 * than anything runs. Times are in seconds. Made once and never changed.
 */
final class HoldCurve {

    /** From how many times on a curve says anything. */
    static final int LEAST = 8;

    private static final int PER_OCTAVE = 4;
    static final int BUCKETS = 36 * PER_OCTAVE;
    private static final double MILLI = 0.001;

    /** How many holds of average length each priority is taken to have had, before those that were seen. */
    private static final double PRIOR_HOLDS = 8;

    private static final double[] EDGES = edges();

    private final double[] survival = new double[BUCKETS + 1];
    private final double[] mean = new double[BUCKETS + 1];
    private final double[] square = new double[BUCKETS + 1];
    private final double average;
    private final double[] weights = new double[Priority.values().length];

    /** The curve of at least one. */
    HoldCurve(HoldTally tally) {
        long total = 0;
        int holds = 0;
        for (int rank = 0; rank < weights.length; rank++) {
            total += tally.millis[rank];
            holds += tally.numbers[rank];
        }
        average = Math.max(MILLI, total / 1000.0 / holds);
        for (int rank = 0; rank < weights.length; rank++) {
            double seconds = tally.millis[rank] / 1000.0;
            weights[rank] = (seconds + average * PRIOR_HOLDS) / (tally.numbers[rank] + PRIOR_HOLDS) / average;
        }
        integrate(tally.counts, holds);
    }

    private void integrate(int[] counts, int holds) {
        int ended = 0;
        survival[0] = 1;
        mean[0] = EDGES[0];
        square[0] = EDGES[0] * EDGES[0];
        for (int b = 0; b < BUCKETS; b++) {
            ended += counts[b];
            survival[b + 1] = (holds - ended + 0.5) / (holds + 0.5);
            double middle = (survival[b] + survival[b + 1]) / 2;
            mean[b + 1] = mean[b] + middle * (EDGES[b + 1] - EDGES[b]);
            square[b + 1] = square[b] + middle * (EDGES[b + 1] * EDGES[b + 1] - EDGES[b] * EDGES[b]);
        }
    }

    /** What the curve says of a time in seconds. */
    Point at(double seconds) {
        int bucket = bucket(seconds);
        double within = (seconds - EDGES[bucket]) / (EDGES[bucket + 1] - EDGES[bucket]);
        return new Point(seconds, bucket, Math.max(0, Math.min(1, within)));
    }

    /** One time, looked up once for all that is asked about it. */
    final class Point {

        private final double seconds;
        private final int bucket;
        private final double within;

        private Point(double seconds, int bucket, double within) {
            this.seconds = seconds;
            this.bucket = bucket;
            this.within = within;
        }

        /** The probability that a hold lasts longer than this. */
        double survival() {
            return of(survival);
        }

        /** The mean of holds that are cut off at this length: the expected lesser of the two. */
        double meanWithin() {
            return seconds <= MILLI ? seconds : of(mean);
        }

        /** The mean square of holds that are cut off at this length. */
        double squareWithin() {
            return seconds <= MILLI ? seconds * seconds : of(square);
        }

        private double of(double[] curve) {
            return curve[bucket] + (curve[bucket + 1] - curve[bucket]) * within;
        }
    }

    /** The plain mean of those that were seen. */
    double average() {
        return average;
    }

    /** How long executions of this priority hold their slots, in averages of all. */
    double weight(Priority priority) {
        return weights[priority.rank()];
    }

    /** The exponent and the first two bits of the fraction of a double are the number of its quarter octave. */
    static int bucket(double seconds) {
        double millis = Math.max(1, seconds * 1000);
        long quarter = (Double.doubleToRawLongBits(millis) >>> 50) - (1023L << 2);
        return (int) Math.min(BUCKETS - 1, quarter);
    }

    private static double[] edges() {
        double[] edges = new double[BUCKETS + 1];
        for (int b = 0; b <= BUCKETS; b++) {
            edges[b] = Math.scalb(1.0, b / PER_OCTAVE) * (1 + (b % PER_OCTAVE) / (double) PER_OCTAVE) / 1000;
        }
        return edges;
    }
}
