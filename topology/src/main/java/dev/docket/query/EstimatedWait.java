package dev.docket.query;

import dev.docket.queue.Estimate;
import org.jspecify.annotations.Nullable;

/**
 * How long an execution may still wait, in seconds.
 *
 * @param p50 it starts within this with a probability of one half
 * @param p90 it starts within this with a probability of nine tenths
 */
public record EstimatedWait(double p50, double p90) {

    private static final double DIGITS = 10;

    /** The estimate in tenths of seconds: what lies beyond is noise, and would make every answer a new one. */
    static @Nullable EstimatedWait of(@Nullable Estimate estimate) {
        return estimate == null
                ? null
                : new EstimatedWait(rounded(estimate.p50Seconds()), rounded(estimate.p90Seconds()));
    }

    /** The estimate as an event tells it; nothing if either part is absent. */
    public static @Nullable EstimatedWait of(@Nullable Double p50, @Nullable Double p90) {
        return p50 == null || p90 == null ? null : new EstimatedWait(rounded(p50), rounded(p90));
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * DIGITS) / DIGITS;
    }
}
