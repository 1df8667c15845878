package dev.docket.cli;

import dev.docket.config.Installation;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.Request;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** One request to an installation, its answer, and what is decided about its execution afterwards. */
final class Exchange implements AutoCloseable {

    private final Installation installation;
    private final Consumer<byte[], byte @Nullable []> consumer;
    private final Producer<String, Event> producer;
    private final DecisionWatch watch;

    private Exchange(
            Installation installation,
            Consumer<byte[], byte @Nullable []> consumer,
            Producer<String, Event> producer,
            DecisionWatch watch) {
        this.installation = installation;
        this.consumer = consumer;
        this.producer = producer;
        this.watch = watch;
    }

    /**
     * Opens a connection and starts to follow the audit log.
     *
     * @throws CommandFailed if Kafka cannot be reached, or there is no such installation on it
     */
    static Exchange with(Installation installation) {
        Logging.ofClient();
        Consumer<byte[], byte @Nullable []> consumer = KafkaClients.consumer(installation);
        try {
            DecisionWatch watch =
                    new DecisionWatch(consumer, installation.topics().executionEvents());
            return new Exchange(installation, consumer, KafkaClients.producer(installation), watch);
        } catch (org.apache.kafka.common.errors.TimeoutException e) {
            consumer.close();
            throw new CommandFailed(
                    Exit.UNREACHABLE,
                    "cannot reach Kafka at " + installation.bootstrapServers()
                            + " (is Docket running? docket standalone starts one; --bootstrap names another)",
                    e);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /**
     * Sends the request and waits for its answer.
     *
     * @throws CommandFailed if it could not be sent, or nobody answered in time
     */
    DecisionEvent ask(String queue, String executionId, Request request, Duration patience) {
        RecordMetadata sent = send(queue, request);
        Optional<DecisionEvent> answer = watch.answer(sent, executionId, patience);
        return answer.orElseThrow(() -> new CommandFailed(
                Exit.UNREACHABLE,
                "sent " + executionId + " (" + sent + "), but no coordinator has answered within "
                        + patience.toSeconds() + " s; it stays in the topic and will be answered when one runs"));
    }

    /** Waits for the next decision about this execution; nothing if none comes in that time. */
    Optional<DecisionEvent> next(String queue, String executionId, Duration patience) {
        return watch.next(queue, executionId, patience);
    }

    private RecordMetadata send(String queue, Request request) {
        try {
            return producer.send(new ProducerRecord<>(installation.topics().executionRequests(), queue, request))
                    .get();
        } catch (ExecutionException e) {
            throw new CommandFailed(Exit.UNREACHABLE, "the request could not be sent: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted while sending", e);
        }
    }

    @Override
    public void close() {
        consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
        producer.close(Duration.ZERO);
    }
}
