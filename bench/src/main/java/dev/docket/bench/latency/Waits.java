package dev.docket.bench.latency;

/**
 * How long requests waited for their commands.
 *
 * @param count how many
 * @param p50 the median, in milliseconds
 * @param p99 what 99 of a hundred did not exceed, in milliseconds
 */
record Waits(long count, double p50, double p99) {}
