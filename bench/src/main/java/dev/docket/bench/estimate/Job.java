package dev.docket.bench.estimate;

import dev.docket.event.Priority;

/**
 * One execution of a workload.
 *
 * @param atMillis when it arrives, in milliseconds from the start
 * @param runMillis how long it holds its slot
 * @param priority what it waits with
 */
record Job(long atMillis, long runMillis, Priority priority) {}
