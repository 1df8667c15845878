package dev.docket.audit;

/**
 * Waits from acceptance to scheduling, by the broker's clock, in seconds.
 *
 * @param count how many
 * @param p50 half of them were not longer
 * @param p90 nine of ten were not longer
 * @param p99 ninety-nine of a hundred were not longer
 */
public record WaitFigures(long count, double p50, double p90, double p99) {}
