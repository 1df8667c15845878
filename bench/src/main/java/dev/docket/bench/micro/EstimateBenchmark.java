package dev.docket.bench.micro;

import dev.docket.bench.state.Executions;
import dev.docket.event.Priority;
import dev.docket.queue.Estimate;
import dev.docket.queue.Line;
import dev.docket.queue.Outlook;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.QueueLimits;
import dev.docket.queue.Rules;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What one more that comes is told, where 10 000 slots are all held; and what those are told who watch. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EstimateBenchmark {

    private static final int SLOTS = 10_000;
    private static final int SHORT = 20_000;
    private static final int LONG = 200_000;
    private static final int REMEMBERED = 1_000;

    /** The number of the first who waits: more than end meanwhile. */
    private static final long WAITING = 1_000_000_000;

    /** Holds from 1 to 64 seconds, shorter ones oftener. */
    private static final int HOLD_OCTAVES = 6;

    private static final Rules RULES = new Rules(
            new QueueLimits(SLOTS, Integer.MAX_VALUE, Integer.MAX_VALUE, Long.MAX_VALUE, false),
            Executions.RULES.requests(),
            Executions.RULES.memory(),
            Executions.RULES.leases(),
            Executions.RULES.work());

    private final Numbers numbers = new Numbers();
    private final PartitionIndex shorter = new PartitionIndex(RULES);
    private final PartitionIndex longer = new PartitionIndex(RULES);
    private long ended;
    private long now;
    private @Nullable Outlook outlook;

    @Setup
    public void fill() {
        fill(shorter, SHORT);
        fill(longer, LONG);
        now = Executions.active(SLOTS).lease().scheduledAt();
        outlook = line(shorter).outlook(now);
    }

    /** In a line of some two to a slot, in which it matters for how long slots have been held. */
    @Benchmark
    public @Nullable Estimate arrivalInShortLine() {
        return arrival(shorter);
    }

    /** The same; an execution has ended since the last one came. */
    @Benchmark
    public @Nullable Estimate arrivalInShortLineAfterAnEnd() {
        end(shorter);
        return arrival(shorter);
    }

    /** In a line of twenty to a slot. */
    @Benchmark
    public @Nullable Estimate arrivalInLongLine() {
        return arrival(longer);
    }

    /** The same; an execution has ended since the last one came. */
    @Benchmark
    public @Nullable Estimate arrivalInLongLineAfterAnEnd() {
        end(longer);
        return arrival(longer);
    }

    /** Anywhere in the short line, from figures that were copied of it and of which others have asked. */
    @Benchmark
    public @Nullable Estimate watcherInShortLine() {
        Outlook copied = outlook;
        return copied == null ? null : copied.estimate(Priority.BACKGROUND, numbers.below(SHORT));
    }

    private @Nullable Estimate arrival(PartitionIndex index) {
        return line(index).outlook(now).estimateForArrival(Priority.BACKGROUND);
    }

    private void end(PartitionIndex index) {
        index.remove(Executions.finished(SLOTS + ended).key());
        index.put(Executions.finished(SLOTS + REMEMBERED + ended, holdMillis()));
        ended++;
    }

    private static Line line(PartitionIndex index) {
        return index.line(Executions.QUEUE);
    }

    private void fill(PartitionIndex index, int waiting) {
        for (int i = 0; i < SLOTS; i++) {
            index.put(Executions.active(i));
        }
        for (int i = 0; i < REMEMBERED; i++) {
            index.put(Executions.finished(SLOTS + i, holdMillis()));
        }
        for (int i = 0; i < waiting; i++) {
            index.put(Executions.pending(WAITING + i));
        }
    }

    private long holdMillis() {
        return Math.round(1_000 * Math.pow(2, HOLD_OCTAVES * numbers.below(REMEMBERED) / (double) REMEMBERED));
    }
}
