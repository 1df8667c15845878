package dev.docket.queue;

/**
 * By how much experience corrects the model for one priority of one queue, as logarithms of factors; it changes a little
 * with each start that had a forecast. A miss of the ninth decile raises it by twelve times as much as a hit lowers it,
 * so that in the long run about 92 or 93 of 100 starts are within, whatever the model overlooks (a little more than told, for when
 * times change).
 *
 * <p>Source: I. Gibbs, E. Candès, <i>Adaptive Conformal Inference Under Distribution Shift</i>, NeurIPS 2021, as a step
 * on the logarithm of the quantile; the median follows its own sign in the same way.
 *
 * @param log50 for the median
 * @param log90 for the ninth decile
 */
public record Correction(float log50, float log90) {

    /** None: what stands in an entry that had no forecast. */
    public static final Correction NONE = new Correction(Float.NaN, Float.NaN);

    /** Where nothing was experienced yet. */
    static final Correction NEUTRAL = new Correction(0, 0);

    /** The most that the ninth decile is raised, as a logarithm: twenty times. */
    static final double MOST = 3;

    private static final double LEAST = -2;
    private static final double STEP50 = 0.05;
    private static final double STEP90 = 0.03;
    private static final double MISSES = 0.075;

    /** Whether there is any. */
    public boolean isKnown() {
        return !Float.isNaN(log90);
    }

    /** What experience says after an execution of which this was expected has waited for so many seconds. */
    Correction after(double waited, Forecast forecast) {
        double median = forecast.model50() * Math.exp(log50);
        double next50 = log50 + STEP50 * (waited > median ? 0.5 : -0.5);
        double next90 = log90 + STEP90 * (forecast.covers(waited) ? -MISSES : 1 - MISSES);
        return new Correction((float) next50, (float) Math.max(LEAST, Math.min(MOST, next90)));
    }
}
