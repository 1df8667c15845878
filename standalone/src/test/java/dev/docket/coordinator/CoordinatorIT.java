package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.docket.broker.EmbeddedBroker;
import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.assignment.KeepingTaskAssignor;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupAssignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.assignment.ApplicationState;
import org.apache.kafka.streams.processor.assignment.TaskAssignor;
import org.apache.kafka.streams.state.Stores;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoordinatorIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void startsAnswersAndLeavesTheGroupWhenItEnds() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            CoordinatorConfig config =
                    config(broker.bootstrapServers(), Map.of("kafka.task.assignor.class", Noting.class.getName()));
            Coordinator coordinator = Coordinator.start(config, new Passing());
            try {
                Awaitility.await().atMost(PATIENCE).until(coordinator::isReady);
                assertThat(Noting.VERDICTS).isNotEmpty().containsOnly(TaskAssignor.AssignmentError.NONE);
                submit(config, "hello");
                assertThat(firstEvent(config)).isEqualTo("hello");

                assertThat(get(coordinator.address(), "/health/ready").statusCode())
                        .isEqualTo(200);
                assertThat(get(coordinator.address(), "/v1/instances/self").body())
                        .contains("\"state\":\"RUNNING\"", "\"active\":[{\"partition\":0},{\"partition\":1}]");
                assertThat(get(coordinator.address(), "/metrics").body())
                        .contains("kafka_stream_", "jvm_memory_used_bytes");
            } finally {
                coordinator.close();
            }

            assertThat(coordinator.end().join()).isEqualTo(State.NOT_RUNNING);
            assertThat(members(config)).isZero();
            assertThat(isFree(coordinator.address())).isTrue();
        }
    }

    @Test
    void stopsWithItsReasonWhenARecordCannotBeHandled() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            CoordinatorConfig config = config(broker.bootstrapServers());
            try (Coordinator coordinator = Coordinator.start(config, new Passing())) {
                Awaitility.await().atMost(PATIENCE).until(coordinator::isReady);
                submit(config, Passing.POISON);

                assertThat(coordinator
                                .end()
                                .orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                                .join())
                        .isEqualTo(State.ERROR);
                assertThat(get(coordinator.address(), "/health/live").statusCode())
                        .isEqualTo(503);
            }
        }
    }

    @Test
    void nothingStaysRunningWhenALaterStepFails() throws Exception {
        int port = freePort();
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            CoordinatorConfig config = config(broker.bootstrapServers(), Map.of("http.port", Integer.toString(port)));
            Passing failing = new Passing() {
                @Override
                public Topology topology(CoordinatorConfig config, MeterRegistry meters) {
                    throw new IllegalStateException("planned");
                }
            };

            assertThatThrownBy(() -> Coordinator.start(config, failing)).hasMessage("planned");

            assertThat(isFree(new HostPort("127.0.0.1", port))).isTrue();
            assertThat(threads()).isEmpty();
        }
    }

    @Test
    void refusesWhenTheClusterOrTheMachineWillNotDo() throws Exception {
        int port = freePort();
        StartRefusedException noKafka = catchThrowableOfType(
                StartRefusedException.class,
                () -> Coordinator.start(
                        config("127.0.0.1:1", Map.of("http.port", Integer.toString(port))), new Passing()));
        assertThat(noKafka).hasMessageContaining("no broker answered");
        assertThat(isFree(new HostPort("127.0.0.1", port))).isTrue();

        Path file = Files.writeString(directory.resolve("file"), "in the way");
        StartRefusedException noDirectory = catchThrowableOfType(
                StartRefusedException.class,
                () -> Coordinator.start(
                        config("127.0.0.1:1", Map.of("state.directory", file.toString())), new Passing()));
        assertThat(noDirectory).hasMessageContaining("this machine").hasMessageContaining(file.toString());

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            StartRefusedException badKafkaSetting = catchThrowableOfType(
                    StartRefusedException.class,
                    () -> Coordinator.start(
                            config(broker.bootstrapServers(), Map.of("kafka.commit.interval.ms", "soon")),
                            new Passing()));
            assertThat(badKafkaSetting)
                    .hasMessageContaining("Kafka Streams")
                    .hasMessageContaining("commit.interval.ms");
        }
    }

    private CoordinatorConfig config(String servers) {
        return config(servers, Map.of());
    }

    private CoordinatorConfig config(String servers, Map<String, String> flags) {
        Map<String, String> all = new HashMap<>(Map.of(
                "topics.partitions", "2",
                "topics.replication-factor", "1",
                "streams.threads", "1",
                "http.port", "0",
                "state.directory", directory.resolve("state").toString(),
                "bootstrap.servers", servers));
        all.putAll(flags);
        return CoordinatorConfig.from(
                new SettingsReader(CoordinatorSettings.SCHEMA).flags(all).read());
    }

    private static void submit(CoordinatorConfig config, String value) throws Exception {
        Installation installation = config.installation();
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(installation.producer(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(installation.topics().executionRequests(), "q", value))
                    .get();
        }
    }

    private static String firstEvent(CoordinatorConfig config) {
        Map<String, Object> settings = config.installation().consumer();
        settings.put("group.id", "reader");
        settings.put("auto.offset.reset", "earliest");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(config.installation().topics().executionEvents()));
            String[] first = new String[1];
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> first[0] = record.value());
                return first[0] != null;
            });
            return first[0];
        }
    }

    private static int members(CoordinatorConfig config) throws Exception {
        String group = StreamsSettings.applicationId(config.installation());
        try (Admin admin = Admin.create(config.installation().adminClient())) {
            return admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)
                    .get()
                    .members()
                    .size();
        }
    }

    private static HttpResponse<String> get(HostPort address, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + address + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isFree(HostPort address) {
        try (ServerSocket socket = new ServerSocket(address.port(), 1, InetAddress.getByName(address.host()))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("StreamThread") || name.startsWith("docket.coordinator"))
                .toList();
    }

    /** Docket's own assignor, and what Kafka Streams says to its assignments. */
    public static final class Noting implements TaskAssignor {

        static final Queue<AssignmentError> VERDICTS = new ConcurrentLinkedQueue<>();

        private final TaskAssignor assignor = new KeepingTaskAssignor();

        @Override
        public TaskAssignment assign(ApplicationState application) {
            return assignor.assign(application);
        }

        @Override
        public void onAssignmentComputed(
                GroupAssignment assignment, GroupSubscription subscription, AssignmentError error) {
            VERDICTS.add(error);
        }
    }

    /** A queue that lets everybody through: requests become events, the last one is stored. */
    private static class Passing implements Wiring {

        static final String POISON = "poison";

        @Override
        public String storeName() {
            return "queue";
        }

        @Override
        public Topology topology(CoordinatorConfig config, MeterRegistry meters) {
            Topology topology = new Topology();
            topology.addSource(
                    "in",
                    new StringDeserializer(),
                    new StringDeserializer(),
                    config.installation().topics().inputs().toArray(String[]::new));
            topology.addProcessor("pass", Pass::new, "in");
            topology.addStateStore(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(storeName()), Serdes.String(), Serdes.String()),
                    "pass");
            topology.addSink(
                    "out",
                    config.installation().topics().executionEvents(),
                    new StringSerializer(),
                    new StringSerializer(),
                    "pass");
            return topology;
        }
    }

    private static final class Pass extends ContextualProcessor<String, String, String, String> {

        @Override
        public void process(Record<String, String> record) {
            if (record.value().equals(Passing.POISON)) {
                throw new IllegalStateException("cannot be handled");
            }
            context().forward(record);
        }
    }
}
