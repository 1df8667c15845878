package dev.docket.http;

import dev.docket.config.Installation;
import dev.docket.event.Event;
import dev.docket.event.Request;
import dev.docket.serde.EventSerializer;
import dev.docket.serde.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts requests on their topic, with {@code acks=all} and idempotence. Kafka's producer blocks while it knows no broker,
 * so it has a thread of its own and a bounded queue before it: nobody who answers questions waits there.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class RequestSender implements AutoCloseable {

    private static final int WAITING = 2_000;
    private static final Duration BLOCK = Duration.ofSeconds(5);
    private static final Duration DELIVERY = Duration.ofSeconds(10);

    private final String topic;
    private final Producer<String, Event> producer;
    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread made = new Thread(task, "request-sender");
                made.setDaemon(true);
                return made;
            });

    /** A sender to this installation. */
    public RequestSender(Installation installation) {
        Map<String, Object> settings = installation.producer();
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK.toMillis());
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) BLOCK.toMillis());
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        topic = installation.topics().executionRequests();
        producer = new KafkaProducer<>(settings, new StringSerializer(), new EventSerializer());
    }

    /**
     * Sends a request.
     *
     * @param queue its queue
     * @param traceparent the trace that it belongs to
     * @return where it stands in the topic; fails if no broker took it in time, or too many wait already. One that fails
     *     may still have been written
     */
    CompletableFuture<RecordMetadata> send(String queue, Request request, @Nullable String traceparent) {
        ProducerRecord<String, Event> record = new ProducerRecord<>(topic, queue, request);
        if (traceparent != null) {
            record.headers().add(RecordHeaders.TRACEPARENT, traceparent.getBytes(StandardCharsets.UTF_8));
        }
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        try {
            thread.execute(() -> send(record, sent));
        } catch (RejectedExecutionException e) {
            sent.completeExceptionally(e);
        }
        return sent;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    private void send(ProducerRecord<String, Event> record, CompletableFuture<RecordMetadata> sent) {
        try {
            producer.send(record, (written, failure) -> {
                if (failure == null) {
                    sent.complete(written);
                } else {
                    sent.completeExceptionally(failure);
                }
            });
        } catch (RuntimeException e) {
            sent.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(BLOCK);
    }
}
