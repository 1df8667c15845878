package dev.docket.bench.latency;

import org.HdrHistogram.Histogram;

/**
 * How long requests waited for their commands, to three digits.
 *
 * <p>Threading: one thread adds; others may read when it has ended, or told them.
 */
final class Waits {

    private static final long MOST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram nanos = new Histogram(MOST_NANOS, DIGITS);

    /** One waited for so many nanoseconds; a minute is the most that is told apart. */
    void add(long waited) {
        nanos.recordValue(Math.min(MOST_NANOS, waited));
    }

    /** How many. */
    long count() {
        return nanos.getTotalCount();
    }

    /** The median, in milliseconds. */
    double p50() {
        return millis(50);
    }

    /** What 99 of a hundred did not exceed, in milliseconds. */
    double p99() {
        return millis(99);
    }

    private double millis(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e6;
    }
}
