package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.KafkaSettings;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionRepeated;
import dev.docket.live.DecisionTail;
import dev.docket.live.Expectation;
import dev.docket.serde.EventJson;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for a decision gets the one on their own record, or is told that there is none yet. */
class DecisionTailIT {

    private static final String QUEUE = "q";
    private static final Map<String, String> SETTINGS = Map.of("streams.standby-replicas", "0");

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private int marks;

    @Test
    void aDecisionThatWasReadBeforeThePlaceOfItsRecordWasKnownIsFound() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, SETTINGS).startOn("state");
                DecisionTail tail = tail(rig)) {
            readAlong(rig, tail);
            Expectation early = tail.expect(QUEUE, "a").orElseThrow();
            Expectation second = tail.expect(QUEUE, "a").orElseThrow();
            Expectation ofOther = tail.expect(QUEUE, "b").orElseThrow();

            RecordMetadata first = rig.submit(QUEUE, "a");
            RecordMetadata again = rig.submit(QUEUE, "a");
            readAlong(rig, tail);

            assertThat(place(early, first)).isCompletedWithValueMatching(ExecutionAccepted.class::isInstance);
            assertThat(place(second, again)).isCompletedWithValueMatching(ExecutionRepeated.class::isInstance);
            assertThat(place(ofOther, first)).isNotDone();
            early.close();
            second.close();
            ofOther.close();
        }
    }

    @Test
    void aDecisionOnAnotherRecordOfTheSameExecutionIsNotTakenForIt() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, SETTINGS).startOn("state");
                DecisionTail tail = tail(rig)) {
            readAlong(rig, tail);
            Expectation expectation = tail.expect(QUEUE, "a").orElseThrow();
            RecordMetadata mark = rig.submit(QUEUE, "m");
            CompletableFuture<DecisionEvent> decision =
                    expectation.sentTo(mark.topic(), mark.partition(), mark.offset() + 2);

            Expectation ofFirst = tail.expect(QUEUE, "a").orElseThrow();
            assertThat(place(ofFirst, rig.submit(QUEUE, "a")).get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionAccepted.class);
            assertThat(decision).isNotDone();
            RecordMetadata own = rig.submit(QUEUE, "a");

            assertThat(own.offset()).isEqualTo(mark.offset() + 2);
            assertThat(decision.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionRepeated.class);
            expectation.close();
        }
    }

    @Test
    void whoeverWaitsWhileTheBrokerIsAwayGetsTheirDecisionAfterwards() throws Exception {
        CoordinatorRig rig = new CoordinatorRig(directory, SETTINGS).startOn("state");
        try (rig;
                DecisionTail tail = tail(rig)) {
            readAlong(rig, tail);
            rig.stop();
            List<CompletableFuture<DecisionEvent>> decisions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Expectation expectation = tail.expect(QUEUE, "e" + i).orElseThrow();
                decisions.add(place(expectation, rig.submit(QUEUE, "e" + i)));
            }

            rig.bounceBroker(() -> {}, () -> assertThat(decisions).noneMatch(CompletableFuture::isDone));
            rig.startOn("state");

            for (CompletableFuture<DecisionEvent> decision : decisions) {
                assertThat(decision.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionAccepted.class);
            }
        }
    }

    @Test
    void overHttpADecisionThatCannotBeReadYetIsATimeOutAndTheNextOneIsTold() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, SETTINGS).startOn("state")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> submit(rig, "before-" + marks++, 5).has("line"));

            try (KafkaProducer<byte[], byte[]> open = transaction(rig)) {
                for (int partition = 0; partition < 4; partition++) {
                    open.send(new ProducerRecord<>(TOPICS.executionEvents(), partition, null, new byte[0]));
                }
                open.flush();
                JsonNode unknown = submit(rig, "behind", 1);
                assertThat(unknown.path("state").asText()).isEqualTo("SENT");
                assertThat(unknown.has("line")).isFalse();
                open.abortTransaction();
            }
            assertThat(submit(rig, "after", 20).has("line")).isTrue();
        }
    }

    @Test
    void overHttpTheBrokersReturnIsEnoughForDecisionsToBeToldAgain() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, SETTINGS).startOn("state")) {
            List<CompletableFuture<HttpResponse<String>>> meanwhile = new ArrayList<>();
            rig.bounceBroker(
                    () -> {
                        for (int i = 0; i < 20; i++) {
                            meanwhile.add(http.sendAsync(request(rig, "m" + i, 5), BodyHandlers.ofString()));
                        }
                    },
                    () -> Awaitility.await().until(() -> meanwhile.size() == 20));

            for (CompletableFuture<HttpResponse<String>> answer : meanwhile) {
                HttpResponse<String> told = answer.get(60, TimeUnit.SECONDS);
                assertThat(told.statusCode()).as(told.body()).isIn(202, 503);
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> submit(rig, "after-" + marks++, 5).has("line"));
        }
    }

    private static DecisionTail tail(CoordinatorRig rig) {
        Installation installation = new Installation(
                "docket", List.of(HostPort.read(rig.bootstrapServers()).orElseThrow()), KafkaSettings.NONE);
        return DecisionTail.start(installation, queue -> {});
    }

    /** Returns when the tail has read whatever was decided before; it may not be there yet when it is asked first. */
    private void readAlong(CoordinatorRig rig, DecisionTail tail) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            String mark = "mark-" + marks++;
            try (Expectation expectation = tail.expect(QUEUE, mark).orElseThrow()) {
                return place(expectation, rig.submit(QUEUE, mark))
                        .thenApply(decision -> true)
                        .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                        .join();
            }
        });
    }

    private static CompletableFuture<DecisionEvent> place(Expectation expectation, RecordMetadata record) {
        return expectation.sentTo(record.topic(), record.partition(), record.offset());
    }

    private static KafkaProducer<byte[], byte[]> transaction(CoordinatorRig rig) {
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", rig.bootstrapServers(), "transactional.id", "holds-the-log-back"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    private JsonNode submit(CoordinatorRig rig, String id, int seconds) throws Exception {
        return EventJson.values()
                .readTree(http.send(request(rig, id, seconds), BodyHandlers.ofString())
                        .body());
    }

    private static HttpRequest request(CoordinatorRig rig, String id, int seconds) {
        String path = "/v1/queues/" + QUEUE + "/executions?wait=decision&timeout=" + seconds;
        return HttpRequest.newBuilder(URI.create("http://" + rig.coordinator().address() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        new String(
                                EventJson.write(CoordinatorRig.request(QUEUE, id, "print(1)")), StandardCharsets.UTF_8),
                        StandardCharsets.UTF_8))
                .build();
    }
}
