package dev.docket.standalone;

import dev.docket.audit.PodHistorySource;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.ClusterStandIn;
import dev.docket.config.Installation;
import dev.docket.config.Settings;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueWiring;
import dev.docket.launcher.Launcher;
import dev.docket.launcher.LauncherConfig;
import dev.docket.launcher.LauncherSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole Docket in this JVM, on loopback addresses only: a real broker, the coordinator, a cluster (the stand-in, or a
 * real one), the launcher. They are started in this order and closed in the other one; if one of them does not start,
 * those before it are closed.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class Standalone implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Standalone.class);

    private static final Duration READY_WITHIN = Duration.ofMinutes(5);

    private static final Duration READY_PAUSE = Duration.ofMillis(20);

    private final StandaloneConfig config;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private Optional<CoordinatorConfig> coordinatorConfig = Optional.empty();
    private Optional<URI> coordinator = Optional.empty();
    private Optional<URI> standIn = Optional.empty();

    private Standalone(StandaloneConfig config) {
        this.config = config;
    }

    /**
     * Starts all parts and returns when they run.
     *
     * @param news is told what is being started, in a few words
     * @throws IOException if the directory or a port cannot be used
     * @throws RuntimeException if a part does not start; nothing is left running then
     */
    public static Standalone start(StandaloneConfig config, Consumer<String> news) throws IOException {
        Standalone standalone = new Standalone(config);
        boolean started = false;
        try {
            standalone.open(news);
            started = true;
            return standalone;
        } finally {
            if (!started) {
                standalone.close();
            }
        }
    }

    private void open(Consumer<String> news) throws IOException {
        // What is wrong with the settings is said before anything starts.
        boolean elsewhere = namesCluster(config.settings("127.0.0.1:1", Map.of()));
        Path directory = config.directory();
        started(DirectoryLock.take(directory));

        news.accept("Kafka");
        EmbeddedBroker broker = started(EmbeddedBroker.start(directory.resolve("kafka"), config.kafkaPort()));

        news.accept("the coordinator");
        CoordinatorConfig coordinating = CoordinatorConfig.from(config.settings(broker.bootstrapServers(), Map.of()));
        Coordinator running = started(Coordinator.start(coordinating, new QueueWiring()));
        watch(running.end());
        coordinatorConfig = Optional.of(coordinating);
        coordinator = Optional.of(URI.create("http://" + running.address()));

        news.accept(elsewhere ? "the cluster" : "a stand-in for a cluster");
        Settings all = config.settings(broker.bootstrapServers(), elsewhere ? Map.of() : standIn(directory));
        LOG.atInfo().addKeyValue("settings", all.describe()).log("standalone starts");

        news.accept("the launcher");
        Launcher launcher = started(Launcher.start(LauncherConfig.from(all)));
        launcher.failure().thenAccept(failure::complete);

        awaitReady(running);
    }

    private void watch(CompletionStage<State> end) {
        end.thenAccept(state -> {
            if (state == State.ERROR) {
                failure.complete(new IllegalStateException("the coordinator cannot go on; the log says why"));
            }
        });
    }

    /** Until it has its partitions: a start after a crash restores them first. */
    private void awaitReady(Coordinator running) {
        long deadline = System.nanoTime() + READY_WITHIN.toNanos();
        while (!running.isReady()) {
            if (failed().isPresent() || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("the coordinator did not become ready", failed().orElse(null));
            }
            LockSupport.parkNanos(READY_PAUSE.toNanos());
            if (Thread.interrupted()) {
                throw new IllegalStateException("interrupted while starting");
            }
        }
    }

    private static boolean namesCluster(Settings settings) {
        return settings.find(LauncherSettings.KUBECONFIG).isPresent()
                || settings.find(LauncherSettings.MASTER).isPresent();
    }

    /** Starts the stand-in; returns the settings that name it. */
    private Map<String, String> standIn(Path directory) throws IOException {
        ClusterStandIn cluster = started(ClusterStandIn.start(ClusterConfig.in(directory.resolve("cluster"))));
        standIn = Optional.of(cluster.baseUrl());
        return Map.of(
                LauncherSettings.MASTER.name(),
                cluster.baseUrl().toString(),
                LauncherSettings.NAMESPACE.name(),
                "default");
    }

    /** How to reach its Kafka, and whose topics are there. */
    public Installation installation() {
        return coordinatorConfig.orElseThrow().installation();
    }

    /** How its coordinator is configured. */
    public CoordinatorConfig coordinatorConfig() {
        return coordinatorConfig.orElseThrow();
    }

    /** Where its coordinator answers questions. */
    public URI coordinator() {
        return coordinator.orElseThrow();
    }

    /** Where the stand-in serves the Kubernetes API; empty with a real cluster. */
    public Optional<URI> standIn() {
        return standIn;
    }

    /** Where everything is kept. */
    public Path directory() {
        return config.directory();
    }

    /** The history of the Pods; empty with a real cluster, which keeps none. */
    public Optional<PodHistorySource> podHistory() {
        return standIn.map(url -> new StandInHistory(config.directory().resolve("cluster")));
    }

    /** Completes with the cause when a part can do nothing more; never completes before that. */
    public CompletionStage<Throwable> failure() {
        return failure.copy();
    }

    /** Why a part can do nothing more, if that has happened. */
    public Optional<Throwable> failed() {
        return Optional.ofNullable(failure.getNow(null));
    }

    /** Stops all parts, the last one started first; harmless when repeated. */
    @Override
    public void close() {
        synchronized (parts) {
            while (!parts.isEmpty()) {
                AutoCloseable part = parts.pop();
                try {
                    part.close();
                } catch (Exception e) {
                    LOG.atWarn()
                            .addKeyValue("part", part.getClass().getSimpleName())
                            .setCause(e)
                            .log("a part did not close");
                }
            }
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        synchronized (parts) {
            parts.push(part);
        }
        return part;
    }
}
