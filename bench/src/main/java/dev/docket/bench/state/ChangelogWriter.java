package dev.docket.bench.state;

import dev.docket.queue.Entry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes changes of a store into its changelog, as Kafka Streams would.
 *
 * <p>Threading: of one thread.
 */
public final class ChangelogWriter {

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long written;

    private ChangelogWriter(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Writes all of them, and returns when they are there.
     *
     * @return how many records they are
     */
    static long write(Map<String, Object> settings, String topic, Changes changes) {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            ChangelogWriter writer = new ChangelogWriter(producer, topic);
            changes.writeTo(writer);
            producer.flush();
            Exception refused = writer.failure.get();
            if (refused != null) {
                throw new IllegalStateException("the changelog was not written", refused);
            }
            return writer.written;
        }
    }

    /** The entry changes to this value; it is gone if that is null. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    public void put(Entry entry, byte @Nullable [] value) {
        written++;
        producer.send(new ProducerRecord<>(topic, 0, Executions.key(entry), value), (metadata, refused) -> {
            if (refused != null) {
                failure.set(refused);
            }
        });
    }
}
