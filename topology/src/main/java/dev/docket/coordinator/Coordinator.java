package dev.docket.coordinator;

import dev.docket.config.HostPort;
import dev.docket.coordinator.assignment.AbandonedTransactions;
import dev.docket.coordinator.assignment.KeepingTaskAssignor;
import dev.docket.http.ApiServer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running coordinator: the HTTP API and Kafka Streams. What was started is stopped again, last first, when a later
 * step of the start fails, and on {@link #close}.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class Coordinator implements AutoCloseable {

    /** How long a close waits for what is in flight to be committed. */
    private static final Duration DRAIN = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private final StreamsHealth health = new StreamsHealth();

    /** What runs, last started first. */
    private final Deque<Part> running = new ArrayDeque<>();

    private HostPort address = new HostPort("127.0.0.1", 0);

    private record Part(String name, AutoCloseable closeable) {}

    private Coordinator() {}

    /**
     * Checks the Kafka cluster and starts. Returns when Kafka Streams has been started, which is before it has its
     * partitions: see {@link #isReady}.
     *
     * @throws StartRefusedException if anything on the cluster, on this machine or in the Kafka settings is not as it must
     *     be
     */
    public static Coordinator start(CoordinatorConfig config, Wiring wiring) {
        Coordinator coordinator = new Coordinator();
        try {
            coordinator.startParts(config, wiring);
            return coordinator;
        } catch (IOException e) {
            coordinator.close();
            throw refused(
                    config, "this machine", String.valueOf(e.getMessage()), "an address and a directory of its own");
        } catch (RuntimeException | Error e) {
            coordinator.close();
            throw e;
        }
    }

    /**
     * Runs a coordinator until the process is told to end, or it cannot go on.
     *
     * @return the exit code: 0 after an orderly end, 1 if it could not go on
     * @throws StartRefusedException if it does not start
     */
    public static int run(CoordinatorConfig config, Wiring wiring) {
        try (Coordinator coordinator = start(config, wiring)) {
            Thread hook = new Thread(coordinator::close, "close");
            Runtime.getRuntime().addShutdownHook(hook);
            State last = coordinator.end().join();
            if (last == State.ERROR) {
                Runtime.getRuntime().removeShutdownHook(hook);
                return 1;
            }
            return 0;
        }
    }

    /** Where questions are answered. */
    public HostPort address() {
        return address;
    }

    /** Whether it has its partitions and answers. */
    public boolean isReady() {
        return health.isReady();
    }

    /** Where it counts; others in the same process may count there too. */
    public PrometheusMeterRegistry meters() {
        return meters;
    }

    /** Completes with the last state: {@code NOT_RUNNING} after a close, {@code ERROR} after a fault. */
    public CompletableFuture<State> end() {
        return health.end().copy();
    }

    /** Commits what is in flight, leaves the group so that others take over at once, and stops. May be called again. */
    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            Part part = running.pop();
            try {
                part.closeable().close();
            } catch (Exception e) {
                LOG.atWarn().addKeyValue("part", part.name()).setCause(e).log("a part did not close");
            }
        }
    }

    private void startParts(CoordinatorConfig config, Wiring wiring) throws IOException {
        Files.createDirectories(config.engine().state().directory());
        started("meters", meters::close);
        measureProcess();
        rehearse(config, wiring);
        ApiServer http = ApiServer.start(
                config.http().listen(), config.http().advertised().orElse(null), health, meters::scrape);
        started("http", http);
        address = http.address();
        HostPort advertised = config.http().advertised().orElse(address);
        String changelog =
                StreamsSettings.applicationId(config.installation()) + "-" + wiring.storeName() + "-changelog";
        new StartChecks(config).run(advertised.toString(), changelog);
        startStreams(config, wiring, advertised, http);
        LOG.atInfo()
                .addKeyValue("installation", config.installation().name())
                .addKeyValue("http", address)
                .log("coordinator started");
    }

    private void startStreams(CoordinatorConfig config, Wiring wiring, HostPort advertised, ApiServer http) {
        Properties properties = StreamsSettings.of(config, advertised);
        properties.putAll(wiring.streamsSettings());
        AbandonedTransactions abandoned = new AbandonedTransactions(
                config.installation().adminClient(), StreamsSettings.applicationId(config.installation()));
        properties.put(StreamsConfig.mainConsumerPrefix(KeepingTaskAssignor.TRANSACTIONS_CONFIG), abandoned);
        try {
            KafkaStreams streams = new KafkaStreams(wiring.topology(config, meters), new StreamsConfig(properties));
            // Closed after Kafka Streams: until the last record is handled, somebody may wait for its decision.
            Answering answering = Answering.start(config, streams, advertised, meters);
            started("answering", answering);
            started("streams", () -> drain(streams));
            started("abandoned transactions", abandoned);
            streams.setStateListener(health);
            streams.setGlobalStateRestoreListener(new RestoreMeters(meters));
            streams.setUncaughtExceptionHandler(new ThreadReplacement(InstantSource.system()));
            KafkaStreamsMetrics metrics = new KafkaStreamsMetrics(streams);
            started("streams metrics", metrics);
            metrics.bindTo(meters);
            health.watch(answering.copies());
            http.open(answering.backend());
            streams.start();
        } catch (ConfigException | StreamsException e) {
            throw refused(
                    config, "Kafka Streams", String.valueOf(e.getMessage()), "settings and a directory it can use");
        }
    }

    /** Beside everything else: nothing waits for it, and without it all goes on, more slowly at first. */
    private static void rehearse(CoordinatorConfig config, Wiring wiring) {
        Runnable rehearsal = () -> {
            try {
                wiring.rehearse(config);
            } catch (RuntimeException e) {
                LOG.atWarn().setCause(e).log("the rehearsal failed");
            }
        };
        Thread thread = new Thread(rehearsal, "docket-rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private void measureProcess() {
        JvmGcMetrics collections = new JvmGcMetrics();
        started("collection metrics", collections);
        collections.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
    }

    private synchronized void started(String name, AutoCloseable part) {
        running.push(new Part(name, part));
    }

    private static void drain(KafkaStreams streams) {
        boolean drained = streams.close(CloseOptions.groupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(DRAIN));
        if (!drained) {
            LOG.atWarn().addKeyValue("waited", DRAIN).log("Kafka Streams did not stop in time");
        }
    }

    private static StartRefusedException refused(
            CoordinatorConfig config, String subject, String found, String needed) {
        return new StartRefusedException(
                config.installation().bootstrapServers(), List.of(new StartFault(subject, found, needed)));
    }
}
