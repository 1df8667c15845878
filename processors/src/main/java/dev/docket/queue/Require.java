package dev.docket.queue;

import java.time.Duration;

/**
 * What values must be like. It has no state and needs no other class: defaults are made while classes are being
 * initialised, and must not reach for each other on the way.
 */
final class Require {

    private Require() {}

    /**
     * Refuses what breaks a rule.
     *
     * @throws IllegalArgumentException with the rule, if it does not hold
     */
    static void that(boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(rule);
        }
    }

    static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
