package dev.docket.audit;

import dev.docket.serde.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Leads an audit through an installation's topics, from their beginning.
 *
 * <p>Threading: not safe; one thread polls.
 */
public final class AuditReader {

    private final Consumer<byte[], byte @Nullable []> consumer;
    private final Audit audit;
    private final Set<TopicPartition> partitions;
    private Map<TopicPartition, Long> lastEnds = Map.of();

    /**
     * Takes all partitions of the installation's topics and goes to their beginning.
     *
     * @param consumer reads committed records only, belongs to no group, and is not closed here
     * @param audit is told everything
     */
    public AuditReader(Consumer<byte[], byte @Nullable []> consumer, Topics topics, Audit audit) {
        this.consumer = consumer;
        this.audit = audit;
        this.partitions = List.of(
                        topics.executionRequests(),
                        topics.executionEvents(),
                        topics.podCommands(),
                        topics.executionReports(),
                        topics.deadLetters())
                .stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .collect(Collectors.toSet());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads what there is now, waiting for so long if there is nothing; tells how many records it was. */
    public int poll(Duration timeout) {
        int read = 0;
        for (ConsumerRecord<byte[], byte @Nullable []> record : consumer.poll(timeout)) {
            audit.record(record);
            read++;
        }
        return read;
    }

    /**
     * Whether all that was committed has been read, and nothing has come since this was last asked: the end has not
     * moved, and nobody holds it back by an open transaction.
     */
    public boolean atStableEnd() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean stable = ends.equals(lastEnds)
                && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
        lastEnds = ends;
        return stable;
    }
}
