package dev.docket.query;

import dev.docket.queue.Estimate;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/**
 * How long an execution may still wait, in seconds.
 *
 * @param p50 it starts within this with a probability of one half
 * @param p90 it starts within this with a probability of nine tenths
 */
public record EstimatedWait(double p50, double p90) {

    private static final MathContext TWO_DIGITS = new MathContext(2);

    /** The estimate in two digits: what lies beyond is noise, and would make every answer a new one. */
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
        return seconds < 1
                ? Math.round(seconds * 10) / 10.0
                : new BigDecimal(seconds).round(TWO_DIGITS).doubleValue();
    }
}
