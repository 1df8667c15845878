package dev.docket.cli;

import dev.docket.config.Installation;
import dev.docket.event.Event;
import dev.docket.serde.EventSerializer;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The clients of commands, which give up soon: somebody waits before the screen. */
final class KafkaClients {

    /** How long Kafka may be out of reach before a command says so. */
    static final int PATIENCE_MILLIS = 10_000;

    private KafkaClients() {}

    /** Sends with {@code acks=all} and idempotence. */
    static Producer<String, Event> producer(Installation installation) {
        Map<String, Object> settings = installation.producer();
        settings.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        settings.putIfAbsent(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.putIfAbsent(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3 * PATIENCE_MILLIS);
        return new KafkaProducer<>(settings, new StringSerializer(), new EventSerializer());
    }

    /** Reads committed records and belongs to no group. */
    static Consumer<byte[], byte @Nullable []> consumer(Installation installation) {
        Map<String, Object> settings = installation.consumer();
        settings.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.putIfAbsent(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.putIfAbsent(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 100);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
