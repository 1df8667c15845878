package dev.docket.bench.micro;

import dev.docket.bench.state.Executions;
import dev.docket.processor.StateIndex;
import dev.docket.queue.Pending;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An empty index that is shown so many who wait, as bytes: what a restore does beside reading and keeping the bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RestoreApplyBenchmark {

    @Param("1000")
    int entries;

    private Bytes[] keys = {};
    private byte[][] values = {};

    @Setup
    public void encode() {
        keys = new Bytes[entries];
        values = new byte[entries][];
        for (int i = 0; i < entries; i++) {
            Pending pending = Executions.pending(i);
            keys[i] = Bytes.wrap(Executions.key(pending));
            values[i] = Executions.value(pending);
        }
    }

    /** All of them: the score is to be divided by their number. */
    @Benchmark
    public StateIndex applyAll() {
        StateIndex index = new StateIndex(Executions.RULES);
        for (int i = 0; i < entries; i++) {
            index.changed(keys[i], values[i]);
        }
        return index;
    }
}
