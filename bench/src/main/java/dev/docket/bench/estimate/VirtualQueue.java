package dev.docket.bench.estimate;

import dev.docket.event.Cause;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.Tick;
import dev.docket.queue.Arrival;
import dev.docket.queue.Effects;
import dev.docket.queue.QueueCore;
import dev.docket.queue.QueueLimits;
import dev.docket.queue.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One queue in virtual time: the decisions are those of {@link QueueCore}, its inputs are made here as the topics would
 * bring them, and an execution ends when the workload says so.
 */
final class VirtualQueue implements Effects {

    private static final long TICK_MILLIS = Duration.ofHours(1).toMillis();
    private static final int NAIVE_ENDS = 64;
    private static final Rules.Memory MEMORY = new Rules.Memory(
            Duration.ofDays(1),
            Duration.ofDays(300),
            Rules.Memory.DEFAULTS.finishedRetention(),
            10_000_000,
            Duration.ofHours(1),
            10_000);
    private static final Rules.Leases LEASES =
            new Rules.Leases(Duration.ofDays(300), Duration.ofDays(1), Duration.ofDays(1));

    private final QueueCore core;
    private final Map<String, Job> jobs = new HashMap<>();
    private final Map<String, Wait> told = new HashMap<>();
    private final List<Wait> waits = new ArrayList<>();
    private final PriorityQueue<End> ends = new PriorityQueue<>(Comparator.comparingLong(End::at)
            .thenComparingLong(end -> end.command().incarnation().offset()));
    private final Deque<Long> latestEnds = new ArrayDeque<>();
    private long now;
    private long offset;
    private boolean tickWanted;

    private record End(long at, CreatePodCommand command) {}

    private VirtualQueue(int slots) {
        QueueLimits limits = new QueueLimits(slots, 10_000_000, 10_000_000, Long.MAX_VALUE, false);
        Rules rules = new Rules(limits, Rules.Requests.DEFAULTS, MEMORY, LEASES, Rules.Work.DEFAULTS);
        core = new QueueCore(rules, new MapLedger(rules), this);
    }

    /** Runs all of these with so many slots; returns what was told of each wait, and what came of it. */
    static List<Wait> run(List<Job> workload, int slots) {
        VirtualQueue queue = new VirtualQueue(slots);
        long nextTick = TICK_MILLIS;
        int next = 0;
        while (next < workload.size() || !queue.ends.isEmpty()) {
            long arrival = next < workload.size() ? workload.get(next).atMillis() : Long.MAX_VALUE;
            End end = queue.ends.peek();
            long soonest = Math.min(arrival, end == null ? Long.MAX_VALUE : end.at());
            if (nextTick <= soonest) {
                queue.now = nextTick;
                queue.tick();
                nextTick += TICK_MILLIS;
            } else if (end != null && end.at() <= arrival) {
                queue.now = end.at();
                queue.end(queue.ends.remove());
            } else {
                queue.now = arrival;
                queue.arrive("e" + next, workload.get(next));
                next++;
            }
            while (queue.tickWanted) {
                queue.tick();
            }
        }
        return queue.waits;
    }

    private void arrive(String id, Job job) {
        jobs.put(id, job);
        core.handle(
                new ExecutionRequested(
                        id,
                        "user",
                        "default",
                        job.priority().name(),
                        null,
                        null,
                        null,
                        "busybox",
                        List.of("true"),
                        null,
                        3600,
                        null,
                        null,
                        null,
                        null,
                        null),
                arrival());
    }

    private void end(End end) {
        CreatePodCommand command = end.command();
        latestEnds.addLast(now);
        if (latestEnds.size() > NAIVE_ENDS) {
            latestEnds.removeFirst();
        }
        core.handle(
                new ExecutionCompleted(
                        command.queue(), command.executionId(), command.incarnation(), command.attempt(), null, null),
                arrival());
    }

    private void tick() {
        tickWanted = false;
        core.handle(new Tick(0), arrival());
    }

    private Arrival arrival() {
        return Arrival.of(new Cause("topic", 0, offset++, Instant.ofEpochMilli(now)), 500);
    }

    @Override
    public void decided(DecisionEvent decision) {
        if (decision instanceof ExecutionAccepted accepted) {
            boolean atOnce = Double.valueOf(0).equals(accepted.estimatedWaitP90Seconds());
            told.put(
                    accepted.executionId(),
                    new Wait(
                            now,
                            !atOnce,
                            accepted.estimatedWaitSeconds(),
                            accepted.estimatedWaitP90Seconds(),
                            naive(accepted.position() + 1),
                            0));
        } else if (decision instanceof ExecutionScheduled scheduled) {
            Wait wait = told.remove(scheduled.executionId());
            if (wait != null) {
                waits.add(new Wait(
                        wait.atMillis(),
                        wait.had(),
                        wait.p50(),
                        wait.p90(),
                        wait.naive(),
                        scheduled.waitMillis() / 1000.0));
            }
        }
    }

    private @Nullable Double naive(long place) {
        if (latestEnds.size() < 2 || latestEnds.getLast().equals(latestEnds.getFirst())) {
            return null;
        }
        double each = (latestEnds.getLast() - latestEnds.getFirst()) / (latestEnds.size() - 1.0);
        return place * each / 1000;
    }

    @Override
    public void command(Command command, @Nullable String traceparent) {
        if (command instanceof CreatePodCommand create) {
            Job job = jobs.remove(create.executionId());
            ends.add(new End(now + (job == null ? 0 : job.runMillis()), create));
        }
    }

    @Override
    public void wantTick() {
        tickWanted = true;
    }
}
