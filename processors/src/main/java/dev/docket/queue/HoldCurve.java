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

    private static final double[] PER_WIDTH = perWidth();

    /** The first bucket with a hold in it: none is shorter than where it begins. */
    private final int first;

    /** At the edges from there to the end of the last bucket with a hold in it. */
    private final double[] survival;

    private final double[] mean;
    private final double[] square;
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
        first = tally.first();
        int edges = tally.last() - first + 2;
        survival = new double[edges];
        mean = new double[edges];
        square = new double[edges];
        integrate(tally.counts, holds);
    }

    private void integrate(int[] counts, int holds) {
        int ended = 0;
        survival[0] = 1;
        mean[0] = EDGES[first];
        square[0] = EDGES[first] * EDGES[first];
        for (int i = 1; i < survival.length; i++) {
            double from = EDGES[first + i - 1];
            double to = EDGES[first + i];
            ended += counts[first + i - 1];
            survival[i] = (holds - ended + 0.5) / (holds + 0.5);
            double middle = (survival[i - 1] + survival[i]) / 2;
            mean[i] = mean[i - 1] + middle * (to - from);
            square[i] = square[i - 1] + middle * (to * to - from * from);
        }
    }

    /** What the curve says of a time in seconds. */
    Point at(double seconds) {
        return new Point(seconds);
    }

    /** One time, looked up once for all that is asked about it. */
    final class Point {

        private final double seconds;

        /** The edge before it, as an index; -1 if no hold is as short. */
        private final int edge;

        /** How far it is to the next edge. */
        private final double within;

        private Point(double seconds) {
            int bucket = bucket(seconds);
            this.seconds = seconds;
            edge = seconds < MILLI ? -1 : Math.max(-1, Math.min(survival.length - 1, bucket - first));
            within = Math.min(1, (seconds - EDGES[bucket]) * PER_WIDTH[bucket]);
        }

        /** The probability that a hold lasts longer than this. */
        double survival() {
            if (isBefore()) {
                return 1;
            }
            return isBehind() ? survival[edge] : between(survival);
        }

        /** The mean of holds that are cut off at this length: the expected lesser of the two. */
        double meanWithin() {
            if (isBefore()) {
                return seconds;
            }
            return isBehind() ? mean[edge] + survival[edge] * (seconds - lastEdge()) : between(mean);
        }

        /** The mean square of holds that are cut off at this length. */
        double squareWithin() {
            if (isBefore()) {
                return seconds * seconds;
            }
            return isBehind()
                    ? square[edge] + survival[edge] * (seconds * seconds - lastEdge() * lastEdge())
                    : between(square);
        }

        private boolean isBefore() {
            return edge < 0;
        }

        private boolean isBehind() {
            return edge == survival.length - 1;
        }

        private double lastEdge() {
            return EDGES[first + survival.length - 1];
        }

        private double between(double[] curve) {
            return curve[edge] + (curve[edge + 1] - curve[edge]) * within;
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

    /** Where a bucket begins, in seconds. */
    static double edge(int bucket) {
        return EDGES[bucket];
    }

    private static double[] perWidth() {
        double[] perWidth = new double[BUCKETS];
        for (int b = 0; b < BUCKETS; b++) {
            perWidth[b] = 1 / (EDGES[b + 1] - EDGES[b]);
        }
        return perWidth;
    }

    private static double[] edges() {
        double[] edges = new double[BUCKETS + 1];
        for (int b = 0; b <= BUCKETS; b++) {
            edges[b] = Math.scalb(1.0, b / PER_OCTAVE) * (1 + (b % PER_OCTAVE) / (double) PER_OCTAVE) / 1000;
        }
        return edges;
    }
}
