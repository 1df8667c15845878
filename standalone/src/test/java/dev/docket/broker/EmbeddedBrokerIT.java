package dev.docket.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.KafkaSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void keepsCommittedTransactionsOverARestartOnOtherPorts() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            try (Admin admin = Admin.create(at(broker).adminClient())) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            inTransaction(broker, "kept", true);
            inTransaction(broker, "dropped", false);
            assertThat(committed(broker, 1)).containsExactly("kept");
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            inTransaction(broker, "later", true);
            assertThat(committed(broker, 2)).containsExactly("kept", "later");
        }
    }

    @Test
    void makesNoTopicsByItself() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(at(broker).adminClient())) {
            assertThatThrownBy(() -> admin.describeTopics(List.of("nobody-made-it"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedBroker.start(directory, other.getLocalPort()))
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining(Integer.toString(other.getLocalPort()));
        }
    }

    @RepeatedTest(3)
    void comesUpAgainAfterItWasKilled() throws Exception {
        int port = LoopbackPorts.find(0).broker();
        Process first = KilledBroker.spawn(directory, port);
        try {
            Awaitility.await().atMost(PATIENCE).until(() -> KilledBroker.isUp(first));
            Installation killed =
                    new Installation("docket", List.of(new HostPort("127.0.0.1", port)), KafkaSettings.NONE);
            try (Admin admin = Admin.create(killed.adminClient())) {
                admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)))
                        .all()
                        .get();
            }
            leaveOpen(killed, "nobody may read this");
            inTransaction(killed, "kept", true);
        } finally {
            first.destroyForcibly().waitFor();
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, port)) {
            inTransaction(broker, "later", true);
            assertThat(committed(broker, 2)).containsExactly("kept", "later");
        }
    }

    private static Installation at(EmbeddedBroker broker) {
        return new Installation(
                "docket", List.of(HostPort.read(broker.bootstrapServers()).orElseThrow()), KafkaSettings.NONE);
    }

    private static void inTransaction(EmbeddedBroker broker, String value, boolean commit) throws Exception {
        inTransaction(at(broker), value, commit);
    }

    private static void inTransaction(Installation installation, String value, boolean commit) throws Exception {
        Map<String, Object> settings = installation.producer();
        settings.put("transactional.id", "tx");
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("t", value)).get();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    /** Sends in a transaction of two seconds that nobody ends. */
    private static void leaveOpen(Installation installation, String value) throws Exception {
        Map<String, Object> settings = installation.producer();
        settings.put("transactional.id", "left");
        settings.put("transaction.timeout.ms", 2_000);
        KafkaProducer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("t", value)).get();
        producer.close(Duration.ZERO);
    }

    private static List<String> committed(EmbeddedBroker broker, int count) {
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(at(broker).consumer(), new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition("t", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            Awaitility.await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
            return values;
        }
    }

    /** A broker in a process of its own, so that it can be killed. */
    static final class KilledBroker {

        private static final String UP = "up";

        private KilledBroker() {}

        static Process spawn(Path directory, int port) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledBroker.class.getName(),
                            directory.toString(),
                            Integer.toString(port))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        }

        static boolean isUp(Process process) throws IOException {
            return process.getInputStream().available() >= UP.length()
                    && new String(process.getInputStream().readNBytes(UP.length()), StandardCharsets.UTF_8).equals(UP);
        }

        @SuppressWarnings("unused") // run by the test as a program
        public static void main(String[] args) throws Exception {
            EmbeddedBroker.start(Path.of(args[0]), Integer.parseInt(args[1]));
            System.out.print(UP);
            System.out.flush();
            Thread.currentThread().join();
        }
    }
}
