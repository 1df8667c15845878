package dev.docket.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.docket.cluster.ClusterConfig;
import dev.docket.cluster.ClusterStandIn;
import dev.docket.event.AttemptReport;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Report;
import dev.docket.event.TerminalEvent;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A {@link TestCluster} and a launcher between mocks of Kafka's clients: what is appended to {@code pod-commands} stays
 * there, and a launcher that is started again reads on from the offset that was committed last.
 */
final class Installation implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(Integer.getInteger("cluster.patience", 60));
    private static final TopicPartition PARTITION = new TopicPartition("docket.pod-commands", 0);

    private final TestCluster cluster;
    private final KubernetesClient client;
    private final List<ConsumerRecord<String, byte[]>> log = new ArrayList<>();
    private final List<MockProducer<String, byte[]>> producers = new ArrayList<>();
    private PatientConsumer consumer = new PatientConsumer();
    private Launcher launcher;
    private long committed;
    private final Map<String, String> settings = new HashMap<>();

    Installation(ClusterConfig setup) throws IOException {
        cluster = TestCluster.open(setup);
        client = new KubernetesClientBuilder().withConfig(access()).build();
        with("cluster.namespace", cluster.namespace());
        with("pod.retention", "0s");
        with("launcher.fence", "0s");
        if (TestCluster.isReal()) {
            with("pod.termination-grace", "1s");
            with("pod.template", podTemplate(setup.dataDirectory()).toString());
        } else {
            with("cluster.master", access().getMasterUrl());
        }
    }

    static Installation in(Path directory) throws IOException {
        return new Installation(ClusterConfig.in(directory));
    }

    /** A node of a real cluster has the image already, and may have no registry to ask. */
    private static Path podTemplate(Path directory) throws IOException {
        String policy = System.getProperty("cluster.image-pull-policy", "IfNotPresent");
        return Files.writeString(
                Files.createDirectories(directory).resolve("template.yaml"),
                "kind: Pod\nspec: {containers: [{name: execution, imagePullPolicy: " + policy + "}]}\n");
    }

    /** For launchers that are started from now on. */
    Installation with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    LauncherConfig config() {
        return LauncherConfigTest.config(settings);
    }

    Installation start() {
        PatientConsumer mine = new PatientConsumer();
        consumer = mine;
        MockProducer<String, byte[]> producer =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        producers.add(producer);
        long from = committed;
        mine.updateBeginningOffsets(Map.of(PARTITION, from));
        mine.schedulePollTask(() -> {
            mine.rebalance(List.of(PARTITION));
            synchronized (log) {
                log.stream().filter(r -> r.offset() >= from).forEach(mine::addRecord);
            }
        });
        launcher = Launcher.start(config(), access(), new KafkaClients(() -> mine, () -> producer));
        await().atMost(SOON).until(() -> !mine.assignment().isEmpty());
        return this;
    }

    /** Stops the launcher, as it should be. */
    void stop() {
        launcher.close();
        committed = committedNow();
    }

    /** Stops the launcher as if it had been killed before any of its commits. */
    void kill() {
        launcher.close();
    }

    void append(Command command) {
        synchronized (log) {
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(
                    PARTITION.topic(), 0, log.size(), command.executionId(), EventJson.write(command));
            record.headers()
                    .add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(UTF_8));
            log.add(record);
            consumer.addRecord(record);
        }
    }

    void appendRaw(byte[] value) {
        synchronized (log) {
            ConsumerRecord<String, byte[]> record = new ConsumerRecord<>(PARTITION.topic(), 0, log.size(), "k", value);
            log.add(record);
            consumer.addRecord(record);
        }
    }

    /** Takes the partition away from the launcher, or gives it back. */
    void rebalance(boolean assigned) {
        PatientConsumer mine = consumer;
        mine.schedulePollTask(() -> {
            mine.updateBeginningOffsets(Map.of(PARTITION, committedNow()));
            mine.rebalance(assigned ? List.of(PARTITION) : List.of());
        });
        await().atMost(SOON).until(() -> mine.assignment().isEmpty() != assigned);
    }

    /** Whether the launcher reads no more for now. */
    boolean isPaused() {
        return !consumer.paused().isEmpty();
    }

    void breakConsumer(RuntimeException with) {
        consumer.schedulePollTask(() -> {
            throw with;
        });
    }

    long committedNow() {
        return Math.max(committed, consumer.lastCommitted());
    }

    void awaitCommitted(long offset) {
        await().atMost(SOON).until(() -> committedNow() >= offset);
    }

    List<AttemptReport> reports() {
        List<AttemptReport> reports = new ArrayList<>();
        for (ProducerRecord<String, byte[]> record : sent("docket.execution-reports")) {
            if (EventJson.read(record.value(), EventFamily.REPORTS) instanceof Reading.Parsed<Report> parsed
                    && parsed.event() instanceof AttemptReport report) {
                reports.add(report);
            }
        }
        return reports;
    }

    long terminals() {
        return sent("docket.execution-reports").stream()
                .map(r -> new String(r.value(), UTF_8))
                .filter(r -> !r.contains("ExecutionStarted") && !r.contains("ExecutionDelayed"))
                .count();
    }

    void awaitTerminals(long many, Duration patience) {
        await().atMost(patience).pollInterval(Duration.ofMillis(200)).until(() -> terminals() >= many);
    }

    List<ProducerRecord<String, byte[]>> sent(String topic) {
        return producers.stream()
                .flatMap(p -> p.history().stream())
                .filter(r -> r.topic().equals(topic))
                .toList();
    }

    List<TerminalEvent> outcomes(CreatePodCommand of) {
        return reports().stream()
                .filter(r -> r.attemptId().equals(of.attemptId()))
                .filter(TerminalEvent.class::isInstance)
                .map(TerminalEvent.class::cast)
                .toList();
    }

    TerminalEvent awaitOutcome(CreatePodCommand of) {
        await().atMost(SOON).until(() -> !outcomes(of).isEmpty());
        return outcomes(of).get(0);
    }

    void awaitStarted(CreatePodCommand of) {
        await().atMost(SOON)
                .until(() -> reports().stream()
                        .anyMatch(r ->
                                r instanceof ExecutionStarted && r.attemptId().equals(of.attemptId())));
    }

    List<Pod> pods() {
        return client.pods().inNamespace(namespace()).list().getItems();
    }

    void awaitPods(Predicate<List<Pod>> state) {
        awaitPods(state, SOON);
    }

    void awaitPods(Predicate<List<Pod>> state, Duration patience) {
        // The test's own calls meet the planted faults, too.
        await().atMost(patience).ignoreExceptions().until(() -> state.test(pods()));
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return cluster.namespace();
    }

    /** For tests that are tagged {@code stand-in}. */
    ClusterStandIn cluster() {
        return standIn().server();
    }

    /** For tests that are tagged {@code stand-in}. */
    Rights rights() {
        return standIn().rights();
    }

    private StandIn standIn() {
        if (cluster instanceof StandIn standIn) {
            return standIn;
        }
        throw new IllegalStateException("a test that asks for the stand-in is to be tagged so");
    }

    Launcher launcher() {
        return launcher;
    }

    Config access() {
        return cluster.access();
    }

    @Override
    public void close() {
        if (launcher != null) {
            launcher.close();
        }
        client.close();
        cluster.close();
    }
}
