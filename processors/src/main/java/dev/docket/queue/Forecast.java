package dev.docket.queue;

/**
 * What was expected of an execution's wait when it was accepted, kept so that the expectation can be held against what
 * comes of it. Seconds; {@link #NONE} where nothing was expected.
 *
 * @param model50 what the model alone said of the median
 * @param model90 what the model alone said of the ninth decile
 * @param p90 the ninth decile that was told, corrected by experience
 */
public record Forecast(float model50, float model90, float p90) {

    /** Nothing was expected: a slot was free, or too little was known. */
    public static final Forecast NONE = new Forecast(Float.NaN, Float.NaN, Float.NaN);

    /** Whether anything was expected. */
    public boolean isKnown() {
        return !Float.isNaN(p90);
    }

    /** Whether a wait of so many seconds is within what was told. */
    boolean covers(double waited) {
        return waited <= p90;
    }
}
