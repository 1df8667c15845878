package dev.docket.processor;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends a tick to the partition that its key names: the one that the sender itself reads. */
public final class TickPartitioner implements StreamPartitioner<byte[], byte[]> {

    private static final String PREFIX = "tick-";

    static String keyFor(int partition) {
        return PREFIX + partition;
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int numPartitions) {
        String text = new String(key, StandardCharsets.UTF_8);
        return Optional.of(Set.of(Integer.parseInt(text.substring(PREFIX.length()))));
    }
}
