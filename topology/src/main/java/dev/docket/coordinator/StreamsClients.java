package dev.docket.coordinator;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of Kafka Streams, as it makes them itself, except that those who follow a changelog wait longer for it.
 *
 * <p>Kafka Streams has one {@code poll.ms} for the threads that decide and for those that keep the copies. The first must
 * hardly wait at all, or every burst waits with them ({@link StreamsProfile}); the second then do little else than look
 * whether there is something to follow.
 */
public final class StreamsClients implements KafkaClientSupplier {

    /** Kafka's own default of {@code poll.ms}. */
    static final Duration FOLLOWING = Duration.ofMillis(100);

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                return super.poll(following(timeout));
            }
        };
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    /** How long one who follows waits, if Kafka Streams would wait for so long; who does not wait is not made to. */
    static Duration following(Duration timeout) {
        return timeout.isZero() || timeout.compareTo(FOLLOWING) > 0 ? timeout : FOLLOWING;
    }
}
