package dev.docket.bench.micro;

import dev.docket.bench.lives.Payloads;
import dev.docket.bench.state.Executions;
import dev.docket.queue.CountedTree;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The rank of a key that is at hand, in a tree of so many: what finding an execution costs besides is in
 * {@link LineBenchmark#position}. The keys came one after the other and are asked for in a random order.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RankBenchmark {

    @Param("1000")
    int entries;

    private final CountedTree<Object> order = new CountedTree<>();
    private long[] keys = {};
    private int next;

    @Setup
    public void fill() {
        Object value = new Object();
        keys = new long[entries];
        for (int i = 0; i < entries; i++) {
            keys[i] = Executions.orderKey(Payloads.priority(i), i);
            order.put(keys[i], value);
        }
        Numbers numbers = new Numbers();
        for (int i = entries - 1; i > 0; i--) {
            int other = numbers.below(i + 1);
            long key = keys[i];
            keys[i] = keys[other];
            keys[other] = key;
        }
    }

    @Benchmark
    public long rank() {
        next = next + 1 == keys.length ? 0 : next + 1;
        return order.rankOf(keys[next]);
    }
}
