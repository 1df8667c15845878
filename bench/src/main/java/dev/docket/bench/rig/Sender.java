package dev.docket.bench.rig;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends records to Kafka and waits for no answer; if one was refused, {@link #check} says so.
 *
 * <p>Threading: all methods may be called from any thread.
 *
 * @param <V> what the records hold
 */
public final class Sender<V> implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Producer<String, V> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /** One for all records, so that none costs an object more. */
    private final Callback outcome = (written, refused) -> {
        if (refused != null) {
            failure.set(refused);
        }
    };

    /**
     * @param settings those of a producer, without serializers
     * @param values how what the records hold is written
     */
    public Sender(Map<String, Object> settings, Serializer<V> values) {
        producer = new KafkaProducer<>(settings, new StringSerializer(), values);
    }

    /** Sends a record, as soon as the settings let it go. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every outcome
    public void send(String topic, String key, V value) {
        producer.send(new ProducerRecord<>(topic, key, value), outcome);
    }

    /** Returns when Kafka has answered for all that was sent. */
    public void flush() {
        producer.flush();
    }

    /**
     * Returns if nothing was refused so far.
     *
     * @throws IllegalStateException if something was
     */
    public void check() {
        Exception fault = failure.get();
        if (fault != null) {
            throw new IllegalStateException("a record was refused", fault);
        }
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
