package dev.docket.bench.micro;

import dev.docket.bench.state.Executions;
import dev.docket.queue.Active;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Pending;
import dev.docket.queue.StateFormat;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Key and header of an entry as bytes, and back; payloads are no part of it. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBenchmark {

    private final Pending pending = Executions.pending(123_456);
    private final Active active = Executions.active(123_456);
    private final Finished finished = Executions.finished(123_456);
    private final byte[] key = StateFormat.writeKey(pending.key());
    private final byte[] pendingHeader = StateFormat.write(pending);
    private final byte[] activeHeader = StateFormat.write(active);
    private final byte[] finishedHeader = StateFormat.write(finished);

    @Benchmark
    public byte[] encodeKey() {
        return StateFormat.writeKey(pending.key());
    }

    @Benchmark
    public byte[] encodePending() {
        return StateFormat.write(pending);
    }

    @Benchmark
    public byte[] encodeActive() {
        return StateFormat.write(active);
    }

    @Benchmark
    public byte[] encodeFinished() {
        return StateFormat.write(finished);
    }

    @Benchmark
    public Entry.Key decodeKey() {
        return StateFormat.readKey(key);
    }

    @Benchmark
    public Entry decodePending() {
        return StateFormat.read(pending.key(), ByteBuffer.wrap(pendingHeader));
    }

    @Benchmark
    public Entry decodeActive() {
        return StateFormat.read(active.key(), ByteBuffer.wrap(activeHeader));
    }

    @Benchmark
    public Entry decodeFinished() {
        return StateFormat.read(finished.key(), ByteBuffer.wrap(finishedHeader));
    }
}
