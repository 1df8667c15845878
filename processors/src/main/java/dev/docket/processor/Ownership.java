package dev.docket.processor;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * Which partition owns a queue: the one that a Java producer picks for the queue's name as key. Producers that hash
 * otherwise (librdkafka, Sarama) put records elsewhere; such a record must not open a second copy of its queue.
 *
 * @param partitions how many partitions each input has
 */
public record Ownership(int partitions) {

    /** The partition that owns the queue of this name. */
    public int ownerOf(String queue) {
        byte[] key = queue.getBytes(StandardCharsets.UTF_8);
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
