package dev.docket.queue;

import dev.docket.event.Priority;

/**
 * The place of an execution in its line, as one number, computed once, at acceptance: priority, then arrival. Arrival is
 * the offset of the request in the partition that owns the queue: 64 bits that only grow, without a counter to keep.
 */
final class OrderKey {

    private static final int ARRIVAL_BITS = 60;

    private OrderKey() {}

    static long of(Priority priority, long offset) {
        return ((long) priority.rank() << ARRIVAL_BITS) | offset;
    }
}
