package dev.docket.launcher;

import io.fabric8.kubernetes.client.Config;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running launcher: applies the commands of {@code pod-commands} to Kubernetes, watches the Pods, and reports to
 * {@code execution-reports}. Any number of them share the partitions of an installation.
 *
 * <p>It does not need the API server or a broker to be there when it starts; it waits for them. What it cannot wait out
 * ends in {@link #failure()}: it then stops by itself and leaves its partitions to others; a new one may be started.
 *
 * <p>Threading: safe.
 */
public final class Launcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();
    private volatile boolean closing;

    private Launcher() {}

    /** Starts a launcher on the cluster that the configuration names. */
    public static Launcher start(LauncherConfig config) {
        return start(config, ClusterAccess.of(config.cluster()));
    }

    /** Starts a launcher on a cluster that is already described in fabric8's terms. */
    public static Launcher start(LauncherConfig config, Config cluster) {
        return start(config, cluster, KafkaClients.of(config));
    }

    static Launcher start(LauncherConfig config, Config cluster, KafkaClients kafka) {
        Launcher launcher = new Launcher();
        try {
            launcher.open(config, cluster, kafka);
            return launcher;
        } catch (RuntimeException e) {
            launcher.close();
            throw e;
        }
    }

    /** Completes, with the cause, when this launcher can do nothing more; never completes before that. */
    public CompletionStage<Throwable> failure() {
        return failure.copy();
    }

    /**
     * Stops reading commands, commits what was answered, and stops. Pods go on; whoever starts next takes them over.
     * Harmless when repeated.
     */
    @Override
    public void close() {
        closing = true;
        synchronized (running) {
            while (!running.isEmpty()) {
                try {
                    running.pop().close();
                } catch (Exception e) {
                    LOG.warn("part of the launcher did not close error={}", e.toString());
                }
            }
        }
    }

    private void open(LauncherConfig config, Config cluster, KafkaClients kafka) {
        Clock clock = Clock.systemUTC();
        LauncherConfig.Pods pods = config.pods();
        PodTemplates templates = PodTemplates.of(pods.templates());
        String installation = config.installation().name();
        LauncherConfig.Calls asking = config.pace().calls();
        CreationGate gate = new CreationGate(clock);
        ClusterAccess access =
                started(ClusterAccess.open(cluster, config.cluster().namespace(), asking.timeout(), gate::closeFor));
        Pacer pacer = new Pacer(asking.perSecond());
        Producer<String, byte[]> producer = started(kafka.producer().get());
        ApiCalls calls = started(new ApiCalls(asking.threads(), Backoff.defaults(), this::failed));
        Reports reports = new Reports(producer, config.topics(), calls, this::failed);
        CommandPartitions partitions = new CommandPartitions(asking.fence());
        PodFollowers followers =
                new PodFollowers(access.namespace(), config.cluster().queueNamespaces(), namespace -> {
                    PodApi api = new PacedPodApi(new Fabric8PodApi(access.client(), namespace, installation), pacer);
                    return new PodFollower(
                            partitions,
                            reports,
                            new PodRelease(api, calls, pods.life().kept(), clock),
                            new LogTails(api, calls, pods.logTailBytes()),
                            pods.life().startLimits());
                });
        List<PodReflector> reflectors = new ArrayList<>();
        for (PodFollower follower : followers.all()) {
            reflectors.add(started(
                    new PodReflector(follower.pods(), follower, config.pace().relistInterval(), this::failed)));
        }
        PodBlueprint blueprint = new PodBlueprint(installation, pods, templates);
        LauncherParts parts = new LauncherParts(blueprint, gate, reports, followers);
        CommandReader reader = started(new CommandReader(
                kafka.consumer().get(),
                config.topics().podCommands(),
                config.pace(),
                new CommandReader.Intake(
                        partitions, parts.lanes(), followers, reports, () -> reflectors.forEach(PodReflector::relist)),
                this::failed));
        reflectors.forEach(PodReflector::start);
        reader.start();
        if (pods.templates().weaker()) {
            LOG.warn("pod templates may weaken pods installation={}", installation);
        }
        LOG.info(
                "launcher started installation={} namespaces={} cluster={}",
                installation,
                followers.namespaces(),
                access.client().getMasterUrl());
    }

    private <T extends AutoCloseable> T started(T part) {
        synchronized (running) {
            running.push(part);
        }
        if (closing) {
            throw new IllegalStateException("a part of the launcher failed while it was being started");
        }
        return part;
    }

    private void failed(Throwable cause) {
        // What fails while the parts are being closed fails because of that.
        if (!closing && failure.complete(cause)) {
            LOG.error("launcher failed", cause);
            // Out of the group, so that another can take over; not on the thread that failed, which must end first.
            Thread stop = new Thread(this::close, "docket-stop");
            stop.setDaemon(true);
            stop.start();
        }
    }
}
