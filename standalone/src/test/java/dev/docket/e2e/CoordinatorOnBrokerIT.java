package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.event.AttemptId;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.QueueSettings;
import dev.docket.event.RejectionReason;
import dev.docket.serde.EventJson;
import dev.docket.serde.RecordHeaders;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the topology's test driver cannot show: transactions, commits, partitions, restarts. */
class CoordinatorOnBrokerIT {

    private static final int PARTITIONS = 4;

    @TempDir
    Path directory;

    @Test
    void aRecordHashedByAnotherClientEndsInTheRightQueue() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, Map.of()).startOn("state");
                TopicTail events = rig.tail(TOPICS.executionEvents())) {
            RecordMetadata own = rig.submit("reports", "by-java");
            int foreign = crc32Partition("reports", own.partition());
            byte[] request = EventJson.write(CoordinatorRig.request("reports", "by-crc32", "print(1)"));

            rig.send(TOPICS.executionRequests(), foreign, "reports", request);

            ConsumerRecord<byte[], byte[]> answer = events.await("answer", record -> isAbout(record, "by-crc32"));
            assertThat(answer.partition()).isEqualTo(own.partition());
            DecisionEvent accepted = CoordinatorRig.decision(answer);
            assertThat(accepted).isInstanceOf(ExecutionAccepted.class);
            assertThat(accepted.decision().active()).as("one queue, not two").isEqualTo(1);
            assertThat(((ExecutionAccepted) accepted).incarnation().partition()).isEqualTo(own.partition());
            assertThat(events.all().stream().filter(record -> isAccepted(record, "by-crc32")))
                    .hasSize(1);
        }
    }

    @Test
    void nothingThatHadCompletedIsTimedOutByAnOutageLongerThanEveryLease() throws Exception {
        Map<String, String> shortLeases = Map.of(
                "launch.timeout", "1s",
                "launch.start-grace", "1s",
                "execution.end-grace", "1s");
        try (CoordinatorRig rig = new CoordinatorRig(directory, shortLeases).startOn("state");
                TopicTail events = rig.tail(TOPICS.executionEvents());
                TopicTail commands = rig.tail(TOPICS.podCommands())) {
            rig.submit("default", "completes");
            rig.submit("default", "is-silent");
            AttemptId attempt = awaitCommand(commands, "completes");
            AttemptId silent = awaitCommand(commands, "is-silent");
            rig.started(attempt);
            rig.started(silent);
            events.await("start", record -> record.value() != null && isStarted(record, "is-silent"));
            rig.stop();

            rig.completed(attempt);
            Instant everyLeaseIsOver = Instant.now().plusSeconds(4);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> Instant.now().isAfter(everyLeaseIsOver));
            rig.startOn("state");

            events.await(
                    "time-out of the silent one",
                    record -> CoordinatorRig.decision(record) instanceof ExecutionTimedOut timedOut
                            && timedOut.executionId().equals("is-silent"));
            List<DecisionEvent> outcomes = events.all().stream()
                    .map(CoordinatorRig::decision)
                    .filter(event -> "completes".equals(event.executionId()))
                    .toList();
            assertThat(outcomes.get(outcomes.size() - 1)).isInstanceOf(ExecutionCompleted.class);
            assertThat(outcomes).noneMatch(ExecutionTimedOut.class::isInstance);
        }
    }

    @Test
    void hostileRecordsGetTheirAnswerOrTheirDeadLetterAndTheNextGoodOneIsHandled() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, Map.of()).startOn("state");
                TopicTail events = rig.tail(TOPICS.executionEvents());
                TopicTail dead = rig.tail(TOPICS.deadLetters())) {
            Random random = new Random(11);
            byte[] noise = new byte[500];
            for (int partition = 0; partition < PARTITIONS; partition++) {
                random.nextBytes(noise);
                rig.send(TOPICS.executionRequests(), partition, null, noise.clone());
                rig.send(TOPICS.executionReports(), partition, null, noise.clone());
                rig.send(TOPICS.queueSettings(), partition, "noise", noise.clone());
                rig.send(TOPICS.executionRequests(), partition, "q", utf8("{\"type\":\"Nonsense\"}"));
                rig.send(TOPICS.executionRequests(), partition, "q", utf8("{\"type\":\"ExecutionReque"));
            }
            reject(rig, request("script-too-large", "x".repeat(200_001)));
            reject(rig, request("control-characters", "\u0001".repeat(200_000)));
            reject(rig, request("record-too-large", "x".repeat(1_500_000)));
            reject(rig, request("i".repeat(300), "print(1)"));
            reject(rig, urgent());

            rig.submit("default", "good");

            events.await("answer to the good one", record -> isAccepted(record, "good"));
            List<ConsumerRecord<byte[], byte[]>> letters = dead.all();
            assertThat(letters).hasSize(5 * PARTITIONS);
            assertThat(letters)
                    .allSatisfy(letter ->
                            assertThat(header(letter, RecordHeaders.DEAD_TOPIC)).startsWith("docket."))
                    .extracting(letter -> header(letter, RecordHeaders.DEAD_REASON))
                    .containsOnly("NOT_JSON", "UNKNOWN_TYPE");
            List<ExecutionRejected> rejected = events.all().stream()
                    .map(CoordinatorRig::decision)
                    .filter(ExecutionRejected.class::isInstance)
                    .map(ExecutionRejected.class::cast)
                    .toList();
            assertThat(rejected).hasSize(5).allMatch(event -> event.reason() == RejectionReason.INVALID);
            assertThat(rejected.get(2).faults()).extracting("field").containsExactlyInAnyOrder("request", "script");
            assertThat(rejected.get(4).faults()).extracting("field").containsExactly("priority");
        }
    }

    @Test
    void aScriptOf200KilobytesPassesThroughWhole() throws Exception {
        String script = "é".repeat(100_000);
        try (CoordinatorRig rig = new CoordinatorRig(directory, Map.of()).startOn("state");
                TopicTail commands = rig.tail(TOPICS.podCommands())) {
            rig.send(TOPICS.executionRequests(), "default", request("large", script));

            Command command = CoordinatorRig.command(commands.await("command", r -> true));
            assertThat(command)
                    .isInstanceOfSatisfying(
                            CreatePodCommand.class,
                            create -> assertThat(create.spec().script()).isEqualTo(script));
        }
    }

    @Test
    void whatWaitsIsTheSameAfterARestartAndAfterALossOfTheDisk() throws Exception {
        int many = 300;
        try (CoordinatorRig rig = new CoordinatorRig(directory, Map.of("queue.max-per-user", "1000"));
                HttpHolder http = new HttpHolder()) {
            rig.startOn("first");
            try (TopicTail events = rig.tail(TOPICS.executionEvents());
                    TopicTail commands = rig.tail(TOPICS.podCommands())) {
                rig.set(new QueueSettings("default", 5, null, null, null, null));
                IntStream.range(0, many).forEach(i -> rig.submit("default", "e" + i));
                events.await("last answer", record -> isAccepted(record, "e" + (many - 1)));
                String before = http.currentStatus(rig, "e200");
                assertThat(before).contains("\"position\":195").contains("\"depth\":295");

                rig.stop();
                rig.startOn("first");
                assertThat(http.currentStatus(rig, "e200")).isEqualTo(before);

                rig.stop();
                rig.startOn("second");
                assertThat(http.currentStatus(rig, "e200")).isEqualTo(before);

                rig.completed(awaitCommand(commands, "e0"));
                awaitCommand(commands, "e5");
                assertThat(http.currentStatus(rig, "e200")).contains("\"position\":194");
                assertThat(commandsPerAttempt(commands))
                        .isEqualTo(commands.all().size());
            }
        }
    }

    @Test
    void raisingTheSlotsByTenThousandGoesOnInSteps() throws Exception {
        Map<String, String> roomy = Map.of("queue.max-per-user", "5000", "work.max-commands", "100");
        try (CoordinatorRig rig = new CoordinatorRig(directory, roomy).startOn("state");
                TopicTail events = rig.tail(TOPICS.executionEvents());
                TopicTail commands = rig.tail(TOPICS.podCommands())) {
            int many = 1_000;
            rig.set(new QueueSettings("default", 0, null, null, null, null));
            IntStream.range(0, many).forEach(i -> rig.submit("default", "e" + i));
            events.await("last answer", record -> isAccepted(record, "e" + (many - 1)));
            assertThat(commands.all()).isEmpty();

            rig.set(new QueueSettings("default", 10_000, null, null, null, null));

            awaitCommand(commands, "e" + (many - 1));
            assertThat(commands.all()).hasSize(many);
            Set<String> causes = new HashSet<>();
            events.all().stream()
                    .map(CoordinatorRig::decision)
                    .filter(event -> event.type().equals("ExecutionScheduled"))
                    .forEach(event -> causes.add(event.decision().cause().topic() + "@"
                            + event.decision().cause().offset()));
            assertThat(causes).as("100 commands an input at the most").hasSize(many / 100);
        }
    }

    @Test
    void whatADeadInstanceHadBegunHoldsNobodyBackAndWhatTheLivingHaveBegunIsLeftAlone() throws Exception {
        String application = "docket.coordinator";
        String dead = application + "-" + UUID.randomUUID() + "-1";
        String lookalike = application + "-2-" + UUID.randomUUID() + "-1";
        try (CoordinatorRig rig = new CoordinatorRig(directory, Map.of()).startOn("state");
                TopicTail events = rig.tail(TOPICS.executionEvents())) {
            int partition = rig.submit("default", "before").partition();
            events.await("answer", record -> isAccepted(record, "before"));
            String living = application + "-" + processId(directory.resolve("state/" + application));
            assertThat(transactionalIds(rig)).contains(living + "-1");
            rig.stop();
            try (KafkaProducer<byte[], byte[]> abandoned = begun(rig, dead, partition);
                    KafkaProducer<byte[], byte[]> foreign = begun(rig, lookalike, partition + 1);
                    KafkaProducer<byte[], byte[]> otherThread = begun(rig, living + "-7", partition + 2)) {
                rig.submit("default", "behind");

                rig.startOn("state");

                events.await("answer, long before the transaction is over", record -> isAccepted(record, "behind"));
                assertThatThrownBy(abandoned::commitTransaction).isInstanceOf(KafkaException.class);
                assertThatCode(foreign::commitTransaction).doesNotThrowAnyException();
                assertThatCode(otherThread::commitTransaction).doesNotThrowAnyException();
            }
        }
    }

    /** As Kafka Streams keeps it with the state, for the next start. */
    private static String processId(Path state) throws IOException {
        return EventJson.values()
                .readTree(Files.readString(state.resolve("kafka-streams-process-metadata")))
                .path("processId")
                .asText();
    }

    private static List<String> transactionalIds(CoordinatorRig rig) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrapServers()))) {
            return admin.listTransactions().all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .toList();
        }
    }

    /** A transaction that is not over for ten minutes, with a request in it that is named like it. */
    private static KafkaProducer<byte[], byte[]> begun(CoordinatorRig rig, String transactionalId, int partition) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        rig.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        transactionalId,
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        (int) Duration.ofMinutes(10).toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        byte[] request = EventJson.write(CoordinatorRig.request("default", transactionalId, "print(1)"));
        producer.send(
                new ProducerRecord<>(TOPICS.executionRequests(), partition % PARTITIONS, utf8("default"), request));
        producer.flush();
        return producer;
    }

    private static void reject(CoordinatorRig rig, ExecutionRequested request) {
        rig.send(TOPICS.executionRequests(), "default", request);
    }

    private static ExecutionRequested request(String id, String script) {
        return CoordinatorRig.request("default", id, script);
    }

    private static ExecutionRequested urgent() {
        return new ExecutionRequested(
                "urgent",
                "ann",
                null,
                "urgent",
                null,
                null,
                null,
                "python:3",
                List.of("true"),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static int crc32Partition(String queue, int owner) {
        CRC32 crc32 = new CRC32();
        crc32.update(utf8(queue));
        int partition = (int) (crc32.getValue() % PARTITIONS);
        assertThat(partition)
                .as("this queue's two hashes must differ for the test to mean anything")
                .isNotEqualTo(owner);
        return partition;
    }

    private static AttemptId awaitCommand(TopicTail commands, String id) {
        return CoordinatorRig.command(commands.await(
                        "command for " + id,
                        record -> CoordinatorRig.command(record) instanceof CreatePodCommand create
                                && create.executionId().equals(id)))
                .attemptId();
    }

    private static long commandsPerAttempt(TopicTail commands) {
        return commands.all().stream()
                .map(record -> CoordinatorRig.command(record).attemptId())
                .distinct()
                .count();
    }

    private static boolean isAbout(ConsumerRecord<byte[], byte[]> record, String id) {
        return id.equals(CoordinatorRig.decision(record).executionId());
    }

    private static boolean isAccepted(ConsumerRecord<byte[], byte[]> record, String id) {
        return isAbout(record, id) && CoordinatorRig.decision(record) instanceof ExecutionAccepted;
    }

    private static boolean isStarted(ConsumerRecord<byte[], byte[]> record, String id) {
        return isAbout(record, id) && CoordinatorRig.decision(record).type().equals("ExecutionStarted");
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Asks over HTTP, as `docket status` does. */
    private static final class HttpHolder implements AutoCloseable {

        private final HttpClient client = HttpClient.newHttpClient();

        /** While an instance comes up its answer may say that it is stale; what is promised is said of the others. */
        String currentStatus(CoordinatorRig rig, String id) {
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> status(rig, id), status -> !status.contains("\"stale\""));
        }

        private String status(CoordinatorRig rig, String id) throws Exception {
            URI uri = URI.create("http://" + rig.coordinator().address() + "/v1/queues/default/executions/" + id);
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            return response.body();
        }

        @Override
        public void close() {
            // Java 17's client has nothing to close.
        }
    }
}
