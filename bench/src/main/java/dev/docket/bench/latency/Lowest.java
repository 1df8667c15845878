package dev.docket.bench.latency;

import dev.docket.bench.lives.Payloads;
import dev.docket.event.Priority;
import java.util.random.RandomGenerator;

/** The executions of the lowest priority, which wait longest. */
final class Lowest {

    private static final long CYCLE = (long) Payloads.USERS * Priority.values().length;

    private Lowest() {}

    /**
     * The number of any of them.
     *
     * @param from the first that may be named
     * @param to the first that may not; at least two cycles of all users and priorities behind {@code from}
     */
    static long among(long from, long to, RandomGenerator random) {
        long first = (from + CYCLE - 1) / CYCLE;
        long cycle = random.nextLong(first, to / CYCLE);
        return (cycle + 1) * CYCLE - 1 - random.nextInt(Payloads.USERS);
    }
}
