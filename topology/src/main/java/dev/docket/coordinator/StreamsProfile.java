package dev.docket.coordinator;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What Kafka Streams is tuned for. Anything in it can be overridden under {@code kafka.}.
 *
 * <p>{@code poll.ms} is part of it: a stream thread that has handled all there is waits for more for so long before it
 * looks whether it is time to commit. With Kafka's 100 ms, a burst waits for that long whatever the commit interval.
 */
public enum StreamsProfile {

    /** Short waits: a transaction every 25 ms, batches sent as soon as there is something to send. */
    LATENCY,

    /** Many executions: fewer, larger transactions, compressed batches; some 1.6 times as many lives a second. */
    THROUGHPUT;

    Map<String, Object> settings() {
        return switch (this) {
            case LATENCY ->
                Map.of(
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                        25,
                        StreamsConfig.POLL_MS_CONFIG,
                        5,
                        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                        2);
            case THROUGHPUT ->
                Map.of(
                        StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                        100,
                        StreamsConfig.POLL_MS_CONFIG,
                        20,
                        StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
                        20,
                        StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
                        "lz4",
                        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                        256 * 1024,
                        StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                        8 * 1024 * 1024);
        };
    }
}
