package dev.docket.launcher;

/**
 * Where a command stands in {@code pod-commands}.
 *
 * @param partition the partition
 * @param offset the offset in it
 */
record CommandPosition(int partition, long offset) {}
