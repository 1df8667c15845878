package dev.docket.queue;

/**
 * How long an execution may still wait for its slot.
 *
 * @param p50Seconds it starts within this with a probability of one half; not negative, finite
 * @param p90Seconds it starts within this with a probability of nine tenths; at least {@code p50Seconds}, finite
 */
public record Estimate(double p50Seconds, double p90Seconds) {}
