package dev.docket.bench.lives;

import java.time.Duration;

/**
 * How it is measured.
 *
 * @param rounds how many turns each contender has
 * @param turn how long one is
 * @param line how many executions wait in a long line
 * @param warmUp how long each contender runs before the first turn
 */
public record Plan(int rounds, Duration turn, int line, Duration warmUp) {}
