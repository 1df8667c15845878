package dev.docket.coordinator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds how far the inputs were read against how long they are. An input that ends before the place up to which it was
 * read is not the one that was read: it was made anew, or brokers lost records. Kafka Streams would begin it again
 * without a word, and its offsets, which tell one request from another, would come a second time.
 */
final class ReadPositions {

    private ReadPositions() {}

    /**
     * One fault for each input that is too short.
     *
     * @param read for each partition, the offset that is read next
     * @param ends for each partition, the offset of the record that is written next
     */
    static List<StartFault> faults(Map<TopicPartition, Long> read, Map<TopicPartition, Long> ends) {
        Map<String, String> tooShort = new TreeMap<>();
        read.forEach((partition, next) -> {
            Long end = ends.get(partition);
            if (end != null && next > end) {
                tooShort.merge(
                        partition.topic(),
                        "partition " + partition.partition() + " ends at offset " + end + " but was read up to " + next,
                        (one, other) -> one.compareTo(other) < 0 ? one : other);
            }
        });
        List<StartFault> faults = new ArrayList<>();
        tooShort.forEach((topic, found) -> faults.add(new StartFault(
                topic,
                found + ": it was made anew, or lost records",
                "the topic whose records the kept state came from; for a new topic, a new installation name")));
        return faults;
    }
}
