package dev.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 12, 100})
    void isTheDefaultPartitionerOfAJavaProducer(int partitions) {
        Random random = new Random(partitions);
        Ownership ownership = new Ownership(partitions);
        for (int i = 0; i < 20_000; i++) {
            String queue = random.ints(1 + random.nextInt(63), 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(ownership.ownerOf(queue))
                    .as(queue)
                    .isEqualTo(BuiltInPartitioner.partitionForKey(Samples.bytes(queue), partitions));
        }
    }

    /** Values of Kafka's own test of murmur2, so that it is not only compared with itself. */
    @Test
    void isMurmur2() {
        assertThat(new Ownership(1_000_000).ownerOf("21")).isEqualTo((-973932308 & 0x7fffffff) % 1_000_000);
        assertThat(new Ownership(1_000_000).ownerOf("foobar")).isEqualTo((-790332482 & 0x7fffffff) % 1_000_000);
        assertThat(new Ownership(1_000_000).ownerOf("a-little-bit-long-string"))
                .isEqualTo((-985981536 & 0x7fffffff) % 1_000_000);
    }
}
