package dev.docket.bench.fleet;

import dev.docket.config.Installation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads all partitions of one topic, committed records only, as a member of no group.
 *
 * <p>Threading: not safe; one thread polls and closes.
 */
public final class TopicReader implements AutoCloseable {

    private final Consumer<byte[], byte[]> consumer;
    private final List<TopicPartition> partitions;

    private TopicReader(Installation installation, String topic) {
        Map<String, Object> settings = installation.consumer();
        settings.put("fetch.max.wait.ms", 50);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
    }

    /** Reads everything that is there and that comes. */
    public static TopicReader fromBeginning(Installation installation, String topic) {
        TopicReader reader = new TopicReader(installation, topic);
        reader.consumer.seekToBeginning(reader.partitions);
        return reader;
    }

    /** What there is now, waiting for so long if there is nothing. */
    public Iterable<ConsumerRecord<byte[], byte[]>> poll(Duration timeout) {
        return consumer.poll(timeout);
    }

    /** Whether all that was committed when this is asked has been read. */
    public boolean atEnd() {
        return consumer.endOffsets(partitions).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
