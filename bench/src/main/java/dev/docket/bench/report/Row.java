package dev.docket.bench.report;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One ratio, or one figure by itself, that was measured several times, and what it should be.
 *
 * @param name what is divided by what, or what was measured, in which unit
 * @param ratio the median of the runs; not a number if there was none
 * @param goal what it should be; null where it is only stated
 * @param holds whether it is
 * @param runs the ratio, or figure, of each run
 * @param conditions under which they were made, with the absolute figures
 */
public record Row(String name, double ratio, @Nullable Goal goal, boolean holds, List<Double> runs, String conditions) {

    /**
     * A bound.
     *
     * @param atLeast whether it is the least, else it is the most
     * @param value the bound itself
     */
    public record Goal(boolean atLeast, double value) {

        /** At least so much. */
        public static Goal atLeast(double value) {
            return new Goal(true, value);
        }

        /** At most so much. */
        public static Goal atMost(double value) {
            return new Goal(false, value);
        }

        boolean holdsFor(double ratio) {
            return atLeast ? ratio >= value : ratio <= value;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, value < 1000 ? "%s %.3g" : "%s %,.0f", atLeast ? "≥" : "≤", value);
        }
    }

    /** The row of what could not be measured. */
    public static Row missing(String name, @Nullable Goal goal, String why) {
        return new Row(name, Double.NaN, goal, false, List.of(), why);
    }

    /** The row of these runs. */
    public static Row of(String name, Goal goal, List<Double> runs, String conditions) {
        double ratio = Median.of(runs);
        return new Row(name, ratio, goal, goal.holdsFor(ratio), List.copyOf(runs), conditions);
    }

    /** The row of what has no goal. */
    public static Row stated(String name, List<Double> runs, String conditions) {
        return new Row(name, Median.of(runs), null, true, List.copyOf(runs), conditions);
    }
}
