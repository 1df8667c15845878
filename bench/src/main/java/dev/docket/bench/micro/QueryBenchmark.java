package dev.docket.bench.micro;

import dev.docket.bench.rig.Await;
import dev.docket.bench.rig.WorkDirectory;
import dev.docket.bench.state.Changes;
import dev.docket.bench.state.Executions;
import dev.docket.bench.state.Instance;
import dev.docket.bench.state.Rig;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.processor.Nodes;
import dev.docket.processor.StateIndex;
import dev.docket.store.IndexQuery;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A position by id, asked through {@code KafkaStreams.query} of an instance that has the task and of one that has its
 * standby, default store, both in this JVM beside their broker, both at rest. What waits was restored from a changelog
 * and has no payload, which no position needs.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class QueryBenchmark {

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Param("1000")
    int entries;

    private final Numbers numbers = new Numbers();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Supplier<KafkaStreams> active = QueryBenchmark::notStarted;
    private Supplier<KafkaStreams> standby = QueryBenchmark::notStarted;

    @Setup
    public void start() throws Exception {
        WorkDirectory work = WorkDirectory.of(null);
        started.push(work);
        Rig rig = Rig.start(work.path());
        started.push(rig);
        rig.write(Changes.waiting(entries));
        KafkaStreams first = instance(rig, "first");
        active = () -> first;
        Await.until("the task", PATIENCE, () -> waiting(first, true) == entries);
        KafkaStreams second = instance(rig, "second");
        standby = () -> second;
        Await.until("all of the standby", PATIENCE, () -> waiting(second, false) == entries);
    }

    private KafkaStreams instance(Rig rig, String state) {
        CoordinatorConfig config = rig.config(state, Map.of("streams.standby-replicas", "1"));
        Instance instance = Instance.queue(config);
        started.push(instance);
        return instance.streams();
    }

    @TearDown
    public void stop() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }

    @Benchmark
    public @Nullable Long askActive() {
        return ask(active.get(), true, numbers.below(entries));
    }

    @Benchmark
    public @Nullable Long askStandby() {
        return ask(standby.get(), false, numbers.below(entries));
    }

    /** Null if it has no copy that can answer yet. */
    private static @Nullable Long ask(KafkaStreams streams, boolean active, int number) {
        String id = Executions.id(number);
        return answer(streams, active, IndexQuery.of(StateIndex.class, index -> StoreBenchmark.position(index, id)));
    }

    private static long waiting(KafkaStreams streams, boolean active) {
        Long waiting = answer(
                streams,
                active,
                IndexQuery.of(
                        StateIndex.class,
                        index -> index.partition().line(Executions.QUEUE).pending()));
        return waiting == null ? 0 : waiting;
    }

    private static @Nullable Long answer(KafkaStreams streams, boolean active, IndexQuery<StateIndex, Long> query) {
        StateQueryRequest<Long> request =
                StateQueryRequest.inStore(Nodes.STORE).withQuery(query).withPartitions(Set.of(0));
        QueryResult<Long> result = streams.query(active ? request.requireActive() : request)
                .getPartitionResults()
                .get(0);
        return result == null || result.isFailure() ? null : result.getResult();
    }

    private static KafkaStreams notStarted() {
        throw new IllegalStateException("nothing was started yet");
    }
}
