package dev.docket.bench.fleet;

import dev.docket.bench.rig.Await;
import dev.docket.bench.rig.MeasuredBroker;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.config.HostPort;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.processor.StateIndex;
import dev.docket.queue.Line;
import dev.docket.queue.Waiter;
import dev.docket.store.IndexQuery;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How long it takes to tell a position while more and more executions wait in one queue: inside the store, and over HTTP
 * from a client that keeps its connection. One coordinator and one broker, both in this process; requests come through
 * Kafka.
 */
final class PositionGrowth implements AutoCloseable {

    private static final String QUEUE = "long";
    private static final int SCRIPT_BYTES = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int ROUNDS = 9;
    private static final int WARM_UP_ROUNDS = 40;
    private static final int QUERIES = 20_000;
    private static final int SAME = 1_000;
    private static final int HTTP_ROUNDS = 3;
    private static final int HTTP_REQUESTS = 2_000;

    private final EmbeddedBroker broker;
    private final Coordinator coordinator;
    private final Requests requests;
    private final KeyValueStore<Bytes, byte[]> store;
    private final FleetClient client = new FleetClient();
    private final Random random = new Random(42);
    private boolean warm;

    private PositionGrowth(
            EmbeddedBroker broker, Coordinator coordinator, Requests requests, KeyValueStore<Bytes, byte[]> store) {
        this.broker = broker;
        this.coordinator = coordinator;
        this.store = store;
        this.requests = requests;
    }

    /**
     * What was measured while so many waited.
     *
     * @param pending how many
     * @param storeNanos a query inside the store for any of them: the median of several rounds' means
     * @param sameNanos likewise, for one of the same thousand again and again, which are in the processor's caches
     * @param httpMicros a request over HTTP: the median of all
     * @param httpSlowMicros and the 99th percentile
     */
    record Step(int pending, long storeNanos, long sameNanos, long httpMicros, long httpSlowMicros) {}

    /** Starts broker and coordinator in this directory. */
    static PositionGrowth start(Path directory) throws Exception {
        EmbeddedBroker broker = MeasuredBroker.start(directory.resolve("kafka"));
        try {
            OpenWiring wiring = new OpenWiring();
            CoordinatorConfig config = config(broker, directory.resolve("state"));
            Coordinator coordinator = Coordinator.start(config, wiring);
            Requests requests = new Requests(config.installation(), List.of(QUEUE), SCRIPT_BYTES);
            return new PositionGrowth(
                    broker, coordinator, requests, wiring.store().join());
        } catch (Exception | Error e) {
            broker.close();
            throw e;
        }
    }

    private static CoordinatorConfig config(EmbeddedBroker broker, Path state) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("topics.partitions", "1");
        settings.put("topics.replication-factor", "1");
        settings.put("streams.standby-replicas", "0");
        settings.put("streams.profile", "throughput");
        settings.put("state.directory", state.toString());
        settings.put("http.port", "0");
        settings.put("queue.max-active", "0");
        settings.put("queue.max-per-user", "10000000");
        settings.put("queue.max-pending", "10000000");
        settings.put("queue.max-pending-bytes", Long.toString(1L << 40));
        settings.put("finished.max", "100000000");
        return CoordinatorConfig.from(
                new SettingsReader(CoordinatorSettings.SCHEMA).flags(settings).read());
    }

    /** Lets the line grow to this length, and measures; the first time also warms up, or its figure would be the compiler's. */
    Step at(int pending) throws Exception {
        while (requests.sent() < pending) {
            requests.send();
        }
        Await.until("a line of " + pending, PATIENCE, () -> asked(Line::pending) == pending);
        if (!warm) {
            inside(pending, pending, WARM_UP_ROUNDS);
            warm = true;
        }
        long[] http = http(pending);
        return new Step(
                pending,
                inside(pending, pending, ROUNDS),
                inside(pending, SAME, ROUNDS),
                http[http.length / 2],
                http[http.length * 99 / 100]);
    }

    /** Asks for so many different ones, which are spread over the whole line. */
    private long inside(int pending, int different, int rounds) {
        long[] means = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < QUERIES; i++) {
                ids.add(id((int) ((long) random.nextInt(different) * pending / different)));
            }
            long begun = System.nanoTime();
            long sum = 0;
            for (String id : ids) {
                sum += asked(line -> line.live(id) instanceof Waiter waiter ? line.position(waiter) : -pending);
            }
            means[round] = (System.nanoTime() - begun) / QUERIES;
            if (sum <= 0) {
                throw new IllegalStateException("not all of them wait");
            }
        }
        Arrays.sort(means);
        return means[rounds / 2];
    }

    private long[] http(int pending) throws InterruptedException {
        HostPort address = coordinator.address();
        long[] micros = new long[HTTP_REQUESTS];
        for (int round = 0; round < HTTP_ROUNDS; round++) {
            for (int i = 0; i < HTTP_REQUESTS; i++) {
                String path = "/v1/queues/" + QUEUE + "/executions/" + any(pending);
                long begun = System.nanoTime();
                boolean told = client.get(address, path)
                        .filter(answer -> answer.statusCode() == 200)
                        .isPresent();
                micros[i] = (System.nanoTime() - begun) / 1_000;
                if (!told) {
                    throw new IllegalStateException("no answer to " + path);
                }
            }
        }
        Arrays.sort(micros);
        return micros;
    }

    /** Any of them: no queue has a slot, so that all wait. */
    private String any(int pending) {
        return id(random.nextInt(pending));
    }

    private static String id(int number) {
        return "e" + number;
    }

    private long asked(Function<Line, Long> question) {
        QueryResult<Long> result = store.query(
                IndexQuery.of(
                        StateIndex.class,
                        index -> question.apply(index.partition().line(QUEUE))),
                PositionBound.unbounded(),
                new QueryConfig(false));
        if (!result.isSuccess()) {
            throw new IllegalStateException(result.getFailureMessage());
        }
        return result.getResult();
    }

    @Override
    public void close() {
        requests.close();
        coordinator.close();
        broker.close();
    }
}
