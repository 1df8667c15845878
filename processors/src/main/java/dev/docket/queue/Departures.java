package dev.docket.queue;

/**
 * When enough slots will have been given back. Each slot's holder ends after what is left of its hold, given how long it
 * has held it already, and those that follow it after whole holds; the number of ends up to a time is taken to be normal,
 * with the variance of that renewal process and some more, since executions that come together last alike.
 *
 * <p>Source: renewal theory as in D. R. Cox, <i>Renewal Theory</i>, 1962 (the number of renewals in a time is about the
 * time by the mean hold, here the mean of holds that fit into it, which long tails do not spoil); residual times from the
 * empirical distribution.
 *
 * <p>Threading: not safe; what was counted once is kept, for whoever else stands in the line.
 */
final class Departures {

    /** From this many waiting to a slot on, who holds the slots now does not matter. */
    private static final double LONG_LINE = 8;

    /** How much faster than by its mean a slot is given back: short holds come first. */
    private static final double HASTE = 1.2;

    /** How far the rate of a whole line may be off, as a share of it: one standard deviation. */
    private static final double RATE_DEVIATION = 0.4;

    private static final double SOONEST = HoldCurve.edge(0);

    /** The last edge before 40 days: nothing is said to take longer. */
    private static final int LATEST = HoldCurve.bucket(40 * 86_400.0);

    /** The guess for a late time is no more than four times the one for the middle. */
    private static final double MOST_SPREAD = 0.25;

    private final HoldCurve curve;
    private final int slots;

    /** For how long some of those who hold slots have held them, in seconds, and what the curve says of that. */
    private final double[] ages;

    private final double[] alive;
    private final double[] meanUntil;

    /** How many holders each of them stands for. */
    private final double holders;

    /** How many slots are expected to have been given back at each edge, once that was asked for; 0 before. */
    private final double[] number = new double[LATEST + 1];

    /** And by how much that may be off: one standard deviation. */
    private final double[] deviation = new double[LATEST + 1];

    private Departures(HoldCurve curve, int slots, double[] ages, double holders) {
        this.curve = curve;
        this.slots = slots;
        this.ages = ages;
        this.holders = holders;
        alive = new double[ages.length];
        meanUntil = new double[ages.length];
        for (int i = 0; i < ages.length; i++) {
            HoldCurve.Point age = curve.at(ages[i]);
            alive[i] = age.survival();
            meanUntil[i] = age.meanWithin();
        }
    }

    /**
     * Departures from so many slots, whoever holds them now.
     *
     * @see #isOfAnyHolders
     */
    static Departures ofAnyHolders(HoldCurve curve, int slots) {
        return new Departures(curve, slots, new double[0], 0);
    }

    /**
     * Departures from so many slots.
     *
     * @param ages for how long some of those who hold slots have held them, in seconds
     * @param holders how many holders each of them stands for
     */
    static Departures of(HoldCurve curve, int slots, double[] ages, double holders) {
        return new Departures(curve, slots, ages, holders);
    }

    /** Whether so much is wanted, in holds of average length, that who holds the slots now does not matter. */
    static boolean isOfAnyHolders(double demand, int slots) {
        return demand >= LONG_LINE * slots;
    }

    /**
     * Seconds until so many slots have been given back. They are looked for at the edges of the curve's buckets, and between two
     * edges lie in proportion: the curve does not know better.
     *
     * @param demand how many, in holds of average length
     * @param deviations how sure that is to be, as a quantile of the standard normal distribution
     */
    double secondsFor(double demand, double deviations) {
        int low = Math.min(LATEST, HoldCurve.bucket(roughly(demand, deviations)));
        int high = low;
        double below = surplus(demand, low);
        double above = below;
        for (int stride = 1; above < deviations; stride *= 2) {
            if (high == LATEST) {
                return HoldCurve.edge(LATEST);
            }
            low = high;
            below = above;
            high = Math.min(LATEST, high + stride);
            above = surplus(demand, high);
        }
        for (int stride = 1; below >= deviations; stride *= 2) {
            if (low == 0) {
                return SOONEST;
            }
            high = low;
            above = below;
            low = Math.max(0, low - stride);
            below = surplus(demand, low);
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            double there = surplus(demand, middle);
            if (there >= deviations) {
                high = middle;
                above = there;
            } else {
                low = middle;
                below = there;
            }
        }
        double share = (deviations - below) / (above - below);
        return HoldCurve.edge(low) + share * (HoldCurve.edge(high) - HoldCurve.edge(low));
    }

    /** Where to begin to look: as if all slots changed hands at one rate, and holds were as long as they are different. */
    private double roughly(double demand, double deviations) {
        double spread = Math.sqrt(RATE_DEVIATION * RATE_DEVIATION + 1 / demand);
        return demand * curve.average() / slots / Math.max(MOST_SPREAD, 1 - deviations * spread);
    }

    /** By how many standard deviations more slots than wanted have been given back by this edge. */
    double surplus(double demand, int edge) {
        if (number[edge] == 0) {
            count(edge);
        }
        return (number[edge] - demand + 0.5) / deviation[edge];
    }

    private void count(int edge) {
        double seconds = HoldCurve.edge(edge);
        double expected = 0;
        double variance = 0;
        if (ages.length == 0) {
            HoldCurve.Point all = curve.at(seconds);
            double mean = Math.max(SOONEST, all.meanWithin());
            expected = slots * seconds / mean;
            variance = expected * Math.max(0.2, all.squareWithin() / (mean * mean) - 1);
        } else {
            for (int i = 0; i < ages.length; i++) {
                HoldCurve.Point then = curve.at(ages[i] + seconds);
                double stillAlive = then.survival() / alive[i];
                double ends = 1 - stillAlive;
                if (ends > 0) {
                    double left = (then.meanWithin() - meanUntil[i]) / alive[i];
                    double endsAfter = Math.max(0, (left - seconds * stillAlive) / ends);
                    double rest = Math.max(0, seconds - endsAfter);
                    HoldCurve.Point after = curve.at(rest);
                    double mean = after.meanWithin();
                    double each = rest <= SOONEST ? 1 : Math.max(1, HASTE * rest / mean);
                    double spread =
                            rest <= SOONEST ? 0 : Math.max(0, each * (after.squareWithin() / (mean * mean) - 1));
                    expected += ends * each;
                    variance += ends * stillAlive * each * each + ends * spread;
                }
            }
            expected *= holders;
            variance *= holders;
        }
        variance += RATE_DEVIATION * RATE_DEVIATION * expected * expected;
        number[edge] = Math.max(Double.MIN_NORMAL, expected);
        deviation[edge] = Math.sqrt(variance + 1e-9);
    }
}
