package dev.docket.bench.micro;

import dev.docket.bench.state.Executions;
import dev.docket.processor.StateIndex;
import dev.docket.queue.Line;
import dev.docket.queue.Pending;
import dev.docket.queue.Waiter;
import dev.docket.store.IndexQuery;
import dev.docket.store.IndexedStores;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * The indexed store in memory, by itself: one thread that writes without a pause, and others that ask for positions
 * without a pause. Those who wait have no payloads here.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class StoreBenchmark {

    private static final String NAME = "executions";

    @Param("1000")
    int entries;

    private final KeyValueStore<Bytes, byte[]> store = IndexedStores.supplier(
                    IndexedStores.Kind.IN_MEMORY, NAME, () -> new StateIndex(Executions.RULES))
            .get();

    /** What each thread has for itself. */
    @State(Scope.Thread)
    public static class Own {
        final Numbers numbers = new Numbers();
    }

    @Setup
    public void fill() {
        store.init(new LoneContext(), store);
        for (int i = 0; i < entries; i++) {
            put(i);
        }
    }

    @TearDown
    public void close() {
        store.close();
    }

    /** A position, while nobody writes. */
    @Benchmark
    public long askAlone(Own own) {
        return position(own);
    }

    /** An execution is written again, while nobody asks. */
    @Benchmark
    public void writeAlone(Own own) {
        put(own.numbers.below(entries));
    }

    /** A position, while one other thread asks and one writes. */
    @Benchmark
    @Group("together")
    @GroupThreads(2)
    public long ask(Own own) {
        return position(own);
    }

    /** An execution is written again, while others ask. */
    @Benchmark
    @Group("together")
    public void write(Own own) {
        put(own.numbers.below(entries));
    }

    private void put(long number) {
        Pending pending = Executions.pending(number);
        store.put(Bytes.wrap(Executions.key(pending)), Executions.value(pending));
    }

    private long position(Own own) {
        String id = Executions.id(own.numbers.below(entries));
        return store.query(
                        IndexQuery.of(StateIndex.class, index -> position(index, id)),
                        PositionBound.unbounded(),
                        new QueryConfig(false))
                .getResult();
    }

    /** The position of this one, who waits. */
    static long position(StateIndex index, String id) {
        Line line = index.partition().line(Executions.QUEUE);
        if (line.live(id) instanceof Waiter waiter) {
            return line.position(waiter);
        }
        throw new IllegalStateException(id + " does not wait");
    }
}
