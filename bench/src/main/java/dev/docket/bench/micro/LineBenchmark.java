package dev.docket.bench.micro;

import dev.docket.bench.state.Executions;
import dev.docket.queue.ContentDigest;
import dev.docket.queue.Forecast;
import dev.docket.queue.Line;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Pending;
import dev.docket.queue.Waiter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A line of so many who wait, from which one at random is asked for; it is as long after each operation as before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LineBenchmark {

    private static final int PAGE = 50;
    private static final ContentDigest DIGEST = new ContentDigest(1, 2);
    private static final Forecast FORECAST = new Forecast(10, 20, 30);

    @Param("1000")
    int entries;

    private final PartitionIndex index = new PartitionIndex(Executions.RULES);
    private final Numbers numbers = new Numbers();
    private Line line = index.line(Executions.QUEUE);
    private Pending[] all = {};
    private Waiter[] waiters = {};
    private long arrival;

    @Setup
    public void fill() {
        all = new Pending[entries];
        waiters = new Waiter[entries];
        for (int i = 0; i < entries; i++) {
            all[i] = Executions.pending(i);
            waiters[i] = Waiter.of(all[i]);
            index.put(all[i]);
        }
        line = index.line(Executions.QUEUE);
        arrival = entries;
    }

    /** What finding a random execution costs the benchmark itself: in every other figure that has one. */
    @Benchmark
    public long touch() {
        return any().orderKey();
    }

    /** Of a random execution, whose object is in no cache either. */
    @Benchmark
    public long position() {
        return line.position(waiters[numbers.below(entries)]);
    }

    @Benchmark
    public @Nullable Waiter first() {
        return line.first();
    }

    @Benchmark
    public List<Waiter> pageOf50() {
        return line.page(numbers.below(entries - PAGE), PAGE);
    }

    /** A cancel in the middle of the line, and its return. */
    @Benchmark
    public void removeAndPutBack() {
        Pending pending = any();
        index.remove(pending.key());
        index.put(pending);
    }

    /** The first leaves, and somebody comes behind all others of that priority. */
    @Benchmark
    public void takeFirstAndPutLast() {
        Waiter first = line.first();
        if (first == null) {
            throw new IllegalStateException("nobody waits");
        }
        index.remove(first.key());
        index.put(new Pending(
                first.queue(),
                first.id(),
                first.userId(),
                first.priority(),
                first.incarnation(),
                DIGEST,
                Executions.orderKey(first.priority(), arrival++),
                first.acceptedAt(),
                first.dueAt(),
                first.payloadBytes(),
                FORECAST));
    }

    private Pending any() {
        return all[numbers.below(entries)];
    }
}
