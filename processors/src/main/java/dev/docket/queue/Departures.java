package dev.docket.queue;

/**
 * When enough slots will have been given back. Each slot's holder ends after what is left of its hold, given how long it
 * has held it already, and those that follow it after whole holds; the number of ends up to a time is taken to be normal,
 * with the variance of that renewal process and some more, since executions that come together last alike.
 *
 * <p>Source: renewal theory as in D. R. Cox, <i>Renewal Theory</i>, 1962 (the number of renewals in a time is about the
 * time by the mean hold, here the mean of holds that fit into it, which long tails do not spoil); residual times from the
 * empirical distribution.
 */
final class Departures {

    /** From this many waiting to a slot on, who holds the slots now does not matter. */
    private static final double LONG_LINE = 8;

    /** How much faster than by its mean a slot is given back: short holds come first. */
    private static final double HASTE = 1.2;

    /** How far the rate of a whole line may be off, as a share of it: one standard deviation. */
    private static final double RATE_DEVIATION = 0.4;

    private static final double SOONEST = 0.001;
    private static final double LATEST = 40 * 86_400.0;
    private static final int STEPS = 6;

    private final HoldCurve curve;
    private final int slots;

    /** For how long some of those who hold slots have held them, in seconds, and what the curve says of that. */
    private final double[] ages;

    private final double[] alive;
    private final double[] meanUntil;

    /** How many holders each of them stands for. */
    private final double holders;

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
     * Seconds until so many slots have been given back.
     *
     * @param demand how many, in holds of average length
     * @param deviations how sure that is to be, as a quantile of the standard normal distribution
     */
    double secondsFor(double demand, double deviations) {
        double guess = Math.min(LATEST, Math.max(SOONEST, demand * curve.average() / slots));
        double low = guess;
        double high = guess;
        if (surplus(demand, guess) >= deviations) {
            low /= 4;
            while (low > SOONEST && surplus(demand, low) >= deviations) {
                high = low;
                low /= 4;
            }
        } else {
            high *= 4;
            while (high < LATEST && surplus(demand, high) < deviations) {
                low = high;
                high *= 4;
            }
            if (high >= LATEST) {
                return LATEST;
            }
        }
        for (int i = 0; i < STEPS; i++) {
            double middle = Math.sqrt(low * high);
            if (surplus(demand, middle) >= deviations) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return Math.sqrt(low * high);
    }

    /** By how many standard deviations more slots than wanted have been given back by then. */
    private double surplus(double demand, double seconds) {
        double number = 0;
        double variance = 0;
        if (ages.length == 0) {
            HoldCurve.Point all = curve.at(seconds);
            double mean = Math.max(SOONEST, all.meanWithin());
            number = slots * seconds / mean;
            variance = number * Math.max(0.2, all.squareWithin() / (mean * mean) - 1);
        } else {
            for (int i = 0; i < ages.length; i++) {
                HoldCurve.Point then = curve.at(ages[i] + seconds);
                double stillAlive = then.survival();
                double ends = 1 - stillAlive / alive[i];
                if (ends > 0) {
                    double left = (then.meanWithin() - meanUntil[i]) / alive[i];
                    double endsAfter = Math.max(0, (left - seconds * stillAlive / alive[i]) / ends);
                    double rest = Math.max(0, seconds - endsAfter);
                    HoldCurve.Point after = curve.at(rest);
                    double mean = after.meanWithin();
                    double each = rest <= SOONEST ? 1 : Math.max(1, HASTE * rest / mean);
                    double spread =
                            rest <= SOONEST ? 0 : Math.max(0, each * (after.squareWithin() / (mean * mean) - 1));
                    number += ends * each;
                    variance += ends * (1 - ends) * each * each + ends * spread;
                }
            }
            number *= holders;
            variance *= holders;
        }
        variance += RATE_DEVIATION * RATE_DEVIATION * number * number;
        return (number - demand + 0.5) / Math.sqrt(variance + 1e-9);
    }
}
