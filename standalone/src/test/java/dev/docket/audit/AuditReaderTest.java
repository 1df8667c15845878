package dev.docket.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionRequested;
import dev.docket.serde.EventJson;
import dev.docket.serde.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class AuditReaderTest {

    private static final Topics TOPICS = new Topics("docket");
    private static final byte[] REQUEST = EventJson.write(new ExecutionRequested(
            "a", "u", null, null, null, null, null, null, null, null, null, null, null, null, null, null));

    private final MockConsumer<byte[], byte @Nullable []> consumer = new MockConsumer<>("earliest");
    private final Audit audit = new Audit(TOPICS, new Limits(1, 1), true);

    @BeforeEach
    void everyTopicHasTwoPartitions() {
        Map<TopicPartition, Long> none = new HashMap<>();
        for (String topic : TOPICS.all()) {
            consumer.updatePartitions(topic, List.of(partition(topic, 0), partition(topic, 1)));
            none.put(new TopicPartition(topic, 0), 0L);
            none.put(new TopicPartition(topic, 1), 0L);
        }
        consumer.updateBeginningOffsets(none);
        consumer.updateEndOffsets(none);
    }

    @Test
    void readsEveryPartitionFromItsBeginning() {
        var reader = new AuditReader(consumer, TOPICS, audit);
        addRequest(0, 0);
        addRequest(1, 0);

        assertThat(reader.poll(Duration.ZERO)).isEqualTo(2);
        assertThat(audit.progress().answers().submitted()).isEqualTo(2);
    }

    @Test
    void theEndIsStableOnceItHasNotMovedAndAllIsRead() {
        var reader = new AuditReader(consumer, TOPICS, audit);
        addRequest(0, 0);
        consumer.updateEndOffsets(Map.of(new TopicPartition(TOPICS.executionRequests(), 0), 1L));

        assertThat(reader.atStableEnd()).isFalse();
        assertThat(reader.atStableEnd()).as("not read yet").isFalse();
        reader.poll(Duration.ZERO);
        assertThat(reader.atStableEnd()).isTrue();
        consumer.updateEndOffsets(Map.of(new TopicPartition(TOPICS.executionRequests(), 0), 2L));
        assertThat(reader.atStableEnd()).isFalse();
    }

    private void addRequest(int partition, long offset) {
        consumer.addRecord(new ConsumerRecord<>(TOPICS.executionRequests(), partition, offset, new byte[0], REQUEST));
    }

    private static PartitionInfo partition(String topic, int number) {
        return new PartitionInfo(topic, number, Node.noNode(), new Node[0], new Node[0]);
    }
}
