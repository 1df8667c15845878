package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadPositionsTest {

    private static final TopicPartition FIRST = new TopicPartition("requests", 0);
    private static final TopicPartition SECOND = new TopicPartition("requests", 1);

    @Test
    void whatWasReadToItsEndOrNotIsRight() {
        assertThat(ReadPositions.faults(Map.of(FIRST, 7L, SECOND, 0L), Map.of(FIRST, 7L, SECOND, 3L)))
                .isEmpty();
    }

    @Test
    void anInputThatEndsBeforeWhereItWasReadIsOneFaultWithItsName() {
        assertThat(ReadPositions.faults(Map.of(FIRST, 7L, SECOND, 8L), Map.of(FIRST, 6L, SECOND, 0L)))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.subject()).isEqualTo("requests");
                    assertThat(fault.found()).contains("partition 0 ends at offset 6 but was read up to 7");
                });
    }

    @Test
    void aPartitionWhoseEndIsNotKnownIsNoFaultHere() {
        assertThat(ReadPositions.faults(Map.of(FIRST, 7L), Map.of())).isEmpty();
    }
}
