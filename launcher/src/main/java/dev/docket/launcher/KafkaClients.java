package dev.docket.launcher;

import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * How to make the two clients, each once.
 *
 * @param consumer of commands
 * @param producer of reports
 */
record KafkaClients(Supplier<Consumer<String, byte[]>> consumer, Supplier<Producer<String, byte[]>> producer) {

    static KafkaClients of(LauncherConfig config) {
        return new KafkaClients(
                () -> new KafkaConsumer<>(
                        KafkaSettings.consumer(config), new StringDeserializer(), new ByteArrayDeserializer()),
                () -> new KafkaProducer<>(
                        KafkaSettings.producer(config), new StringSerializer(), new ByteArraySerializer()));
    }
}
