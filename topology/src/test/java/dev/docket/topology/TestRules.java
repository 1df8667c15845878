package dev.docket.topology;

import dev.docket.queue.QueueLimits;
import dev.docket.queue.Rules;
import java.time.Duration;

/** Rules with limits that a test can reach. */
final class TestRules {

    /** Two slots, five executions a user, eight waiting. */
    static final Rules SMALL = with(new QueueLimits(2, 5, 8, 64 * 1024, false));

    private TestRules() {}

    static Rules with(QueueLimits limits) {
        return new Rules(
                limits,
                Rules.Requests.DEFAULTS,
                new Rules.Memory(
                        Duration.ofHours(1), Duration.ofHours(6), Duration.ofHours(2), 12, Duration.ofMinutes(10), 3),
                new Rules.Leases(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofSeconds(30)),
                new Rules.Work(4, 64 * 1024, 3));
    }

    /** The same line, with the leases that an operator has who sets none. */
    static Rules withDefaultLeases() {
        return new Rules(SMALL.limits(), SMALL.requests(), SMALL.memory(), Rules.Leases.DEFAULTS, SMALL.work());
    }

    static Rules slots(int maxActive) {
        Rules small = with(new QueueLimits(maxActive, 100, 100, 16 << 20, false));
        Rules.Memory memory = small.memory();
        return new Rules(
                small.limits(),
                small.requests(),
                new Rules.Memory(
                        memory.staleTimeout(),
                        memory.pendingTimeout(),
                        memory.finishedRetention(),
                        1000,
                        memory.earlyCancelRetention(),
                        memory.maxEarlyCancels()),
                small.leases(),
                small.work());
    }

    static Rules manySlots() {
        Rules rules = slots(10_000);
        return new Rules(
                new QueueLimits(10_000, 100_000, 100_000, 1L << 30, false),
                rules.requests(),
                Rules.Memory.DEFAULTS,
                rules.leases(),
                Rules.Work.DEFAULTS);
    }
}
