package dev.docket.e2e;

import dev.docket.broker.EmbeddedBroker;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.Coordinator;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.Wiring;
import dev.docket.event.AttemptId;
import dev.docket.event.Command;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.QueueSettings;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import dev.docket.serde.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A real broker and a coordinator that can be stopped and started; the test plays the clients and the launcher. */
final class CoordinatorRig implements AutoCloseable {

    static final Topics TOPICS = new Topics("docket");

    private final Path directory;
    private EmbeddedBroker broker;
    private final Map<String, String> settings;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger lost = new AtomicInteger();
    private @Nullable Coordinator coordinator;

    CoordinatorRig(Path directory, Map<String, String> own) throws IOException {
        this.directory = directory;
        this.broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        settings = new HashMap<>(Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "topics.partitions", "4",
                "topics.replication-factor", "1",
                "http.port", "0"));
        settings.putAll(own);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "max.request.size",
                        2_000_000,
                        "enable.idempotence",
                        true),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Coordinator coordinator() {
        Coordinator running = coordinator;
        if (running == null) {
            throw new IllegalStateException("the coordinator is stopped");
        }
        return running;
    }

    /**
     * Stops the broker and starts it again where it was.
     *
     * @param meanwhile happens beside it and may have to wait for the broker
     * @param untilThen returns when the broker has been away for long enough
     */
    void bounceBroker(Runnable meanwhile, Runnable untilThen) throws IOException {
        int port =
                Integer.parseInt(bootstrapServers().substring(bootstrapServers().indexOf(':') + 1));
        broker.close();
        CompletableFuture<Void> happening = CompletableFuture.runAsync(meanwhile);
        untilThen.run();
        broker = EmbeddedBroker.start(directory.resolve("kafka"), port);
        happening.join();
    }

    /** Starts the coordinator on a state directory of this name, and waits until it has its partitions. */
    CoordinatorRig startOn(String state) {
        return startOn(state, new QueueWiring());
    }

    CoordinatorRig startOn(String state, Wiring wiring) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("state.directory", directory.resolve(state).toString());
        CoordinatorConfig config = CoordinatorConfig.from(
                new SettingsReader(CoordinatorSettings.SCHEMA).flags(all).read());
        Coordinator started = Coordinator.start(config, wiring);
        coordinator = started;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(started::isReady);
        return this;
    }

    void stop() {
        coordinator().close();
        coordinator = null;
    }

    /** Sends a record and waits until the broker has it; without a partition, where the Java client hashes the key to. */
    RecordMetadata send(String topic, @Nullable Integer partition, @Nullable String key, byte[] value) {
        byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        try {
            return producer.send(new ProducerRecord<>(topic, partition, keyBytes, value))
                    .get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    RecordMetadata send(String topic, String queue, Event event) {
        return send(topic, null, queue, EventJson.write(event));
    }

    /** Sends without waiting; see {@link #lost}. */
    void sendAsync(String topic, String queue, Event event) {
        producer.send(
                new ProducerRecord<>(topic, queue.getBytes(StandardCharsets.UTF_8), EventJson.write(event)),
                (written, failure) -> {
                    if (failure != null) {
                        lost.incrementAndGet();
                    }
                });
    }

    /** How many of the records sent without waiting the broker does not have, once all have been sent. */
    int lost() {
        producer.flush();
        return lost.get();
    }

    RecordMetadata submit(String queue, String id) {
        return send(TOPICS.executionRequests(), queue, request(queue, id, "print(1)"));
    }

    void set(QueueSettings settings) {
        send(TOPICS.queueSettings(), String.valueOf(settings.queue()), settings);
    }

    static ExecutionRequested request(String queue, String id, String script) {
        return new ExecutionRequested(
                id,
                "ann",
                queue,
                null,
                script,
                "python",
                null,
                "python:3",
                List.of("python3", "{script}"),
                "main.py",
                1,
                null,
                null,
                null,
                null,
                null);
    }

    void started(AttemptId attempt) {
        send(
                TOPICS.executionReports(),
                attempt.queue(),
                new ExecutionStarted(
                        attempt.queue(),
                        attempt.executionId(),
                        attempt.incarnation(),
                        attempt.attempt(),
                        "pod",
                        "node",
                        null,
                        null));
    }

    void completed(AttemptId attempt) {
        send(
                TOPICS.executionReports(),
                attempt.queue(),
                new ExecutionCompleted(
                        attempt.queue(), attempt.executionId(), attempt.incarnation(), attempt.attempt(), null, null));
    }

    TopicTail tail(String topic) {
        return new TopicTail(bootstrapServers(), topic);
    }

    static DecisionEvent decision(ConsumerRecord<byte[], byte[]> record) {
        return event(record, EventFamily.DECISIONS);
    }

    static Command command(ConsumerRecord<byte[], byte[]> record) {
        return event(record, EventFamily.COMMANDS);
    }

    private static <T extends Event> T event(ConsumerRecord<byte[], byte[]> record, EventFamily<T> family) {
        Reading<T> reading = EventJson.read(record.value(), family);
        if (reading instanceof Reading.Parsed<T> parsed) {
            return parsed.event();
        }
        throw new AssertionError("not of this family: " + reading);
    }

    @Override
    public void close() {
        producer.close();
        if (coordinator != null) {
            coordinator.close();
        }
        broker.close();
    }
}
