package dev.docket.bench.launcher;

import dev.docket.bench.rig.MeasuredBroker;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.ClusterStandIn;
import dev.docket.config.Installation;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.coordinator.StartChecks;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.Event;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.launcher.Launcher;
import dev.docket.launcher.LauncherConfig;
import dev.docket.launcher.LauncherSettings;
import dev.docket.serde.EventSerializer;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker, the stand-in and a launcher in this JVM, and a bare client that makes the same calls in another namespace:
 * both are measured from the first create to the last delete.
 */
final class LaunchCost implements AutoCloseable {

    private static final String LAUNCHED = "launched";
    private static final String BARE = "bare";
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);

    /**
     * One launcher's turn and one of the bare client's, with as many executions.
     *
     * @param launcher executions a second, each from its command to the deletion of its Pod
     * @param bare Pods a second, each from its create to its delete
     * @param calls what the launcher asked of the API server meanwhile
     */
    record Pair(double launcher, double bare, Map<String, Integer> calls) {
        double ratio() {
            return launcher / bare;
        }
    }

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final ApiCount count = new ApiCount();
    private final Installation installation;
    private final Producer<String, Event> producer;
    private final BareClient bare;
    private final Pod like;
    private long next;

    private LaunchCost(Path directory, int threads) throws Exception {
        EmbeddedBroker broker = opened(MeasuredBroker.start(directory.resolve("kafka")));
        ClusterStandIn cluster = opened(ClusterStandIn.start(
                ClusterConfig.in(directory.resolve("cluster")).withNamespaces(Set.of(LAUNCHED, BARE))));
        cluster.faults(count);
        CoordinatorConfig topics = CoordinatorConfig.from(new SettingsReader(CoordinatorSettings.SCHEMA)
                .flags(Map.of(
                        Installation.SERVERS.name(),
                        broker.bootstrapServers(),
                        CoordinatorSettings.PARTITIONS.name(),
                        "4",
                        CoordinatorSettings.REPLICATION_FACTOR.name(),
                        "1",
                        CoordinatorSettings.STATE_DIRECTORY.name(),
                        directory.toString()))
                .read());
        new StartChecks(topics).createTopics();
        LauncherConfig config = LauncherConfig.from(new SettingsReader(LauncherSettings.SCHEMA)
                .flags(settings(broker, cluster, threads))
                .read());
        installation = config.installation();
        Map<String, Object> producing = new HashMap<>(installation.producer());
        producing.put("linger.ms", 2);
        producer = opened(new KafkaProducer<>(producing, new StringSerializer(), new EventSerializer()));
        opened(Launcher.start(config));
        Config access = new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.baseUrl().toString())
                .withNamespace(BARE)
                .withRequestRetryBackoffLimit(0)
                .build();
        KubernetesClient client =
                opened(new KubernetesClientBuilder().withConfig(access).build());
        bare = new BareClient(client, BARE, threads);
        like = onePod(client);
    }

    /** Starts all that it takes; {@code threads} calls at a time, on both sides. */
    static LaunchCost start(Path directory, int threads) throws Exception {
        return new LaunchCost(directory, threads);
    }

    private static Map<String, String> settings(EmbeddedBroker broker, ClusterStandIn cluster, int threads) {
        Map<String, String> all = new HashMap<>();
        all.put(Installation.SERVERS.name(), broker.bootstrapServers());
        all.put(LauncherSettings.MASTER.name(), cluster.baseUrl().toString());
        all.put(LauncherSettings.NAMESPACE.name(), LAUNCHED);
        all.put(LauncherSettings.RETENTION.name(), "0s");
        all.put(LauncherSettings.FENCE.name(), "0s");
        all.put(LauncherSettings.LOG_TAIL_BYTES.name(), "0");
        all.put(LauncherSettings.API_THREADS.name(), Integer.toString(threads));
        // Or what is allowed would be measured: the default is 833 launches a second of three calls each.
        all.put(LauncherSettings.API_RATE.name(), "1000000");
        all.put(LauncherSettings.RELIST_INTERVAL.name(), "10m");
        return all;
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }

    /** The Pod that the launcher makes, without what the API server added. */
    private Pod onePod(KubernetesClient client) throws InterruptedException {
        send(1, "5");
        long end = System.nanoTime() + PATIENCE;
        while (System.nanoTime() < end) {
            List<Pod> pods = client.pods().inNamespace(LAUNCHED).list().getItems();
            if (!pods.isEmpty()) {
                awaitDeletes(1);
                Pod pod = pods.get(0);
                return new PodBuilder()
                        .withNewMetadata()
                        .withLabels(pod.getMetadata().getLabels())
                        .withAnnotations(pod.getMetadata().getAnnotations())
                        .withFinalizers(pod.getMetadata().getFinalizers())
                        .endMetadata()
                        .withSpec(new PodBuilder(pod)
                                .editSpec()
                                .withNodeName(null)
                                .editContainer(0)
                                .withCommand("sleep", "0")
                                .endContainer()
                                .endSpec()
                                .build()
                                .getSpec())
                        .build();
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
        throw new IllegalStateException("the launcher makes no Pod");
    }

    /** One turn of each, with so many executions. */
    Pair measure(int executions) throws InterruptedException {
        Map<String, Integer> before = count.of(LAUNCHED);
        long begun = System.nanoTime();
        send(executions, "0");
        awaitDeletes(before.getOrDefault("DELETE", 0) + executions);
        double launcher = executions * 1e9 / (System.nanoTime() - begun);
        Map<String, Integer> calls = new TreeMap<>(count.of(LAUNCHED));
        before.forEach((kind, many) -> calls.merge(kind, -many, Integer::sum));
        double alone = executions * 1e9 / bare.run(like, "bare-" + next++ + "-", executions);
        return new Pair(launcher, alone, calls);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what does not arrive is missed at the end
    private void send(int executions, String seconds) {
        for (int i = 0; i < executions; i++) {
            CreatePodCommand command = command(next++, seconds);
            producer.send(new ProducerRecord<>(installation.topics().podCommands(), command.executionId(), command));
        }
        producer.flush();
    }

    private void awaitDeletes(int many) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE;
        while (count.of(LAUNCHED, "DELETE") < many) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(count.of(LAUNCHED) + " after ten minutes");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static CreatePodCommand command(long number, String seconds) {
        ExecutionSpec spec = new ExecutionSpec(
                "# nothing",
                "shell",
                null,
                "busybox:1",
                List.of("sleep", seconds),
                "main.sh",
                60,
                "10m",
                "100m",
                "16Mi",
                "64Mi");
        return new CreatePodCommand(
                "default",
                "e" + number,
                new Incarnation(0, number),
                1,
                "ann",
                Priority.NORMAL,
                Instant.now().plus(Duration.ofHours(1)),
                spec,
                null);
    }

    @Override
    public void close() throws IOException {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                throw new IOException("a part did not close", e);
            }
        }
    }
}
