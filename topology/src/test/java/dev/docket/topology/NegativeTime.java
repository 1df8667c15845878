package dev.docket.topology;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A record such as a producer can send that sets its own time, to a topic that takes it. */
final class NegativeTime {

    private NegativeTime() {}

    static ConsumerRecord<Object, Object> record() {
        return new ConsumerRecord<>(
                "test.execution-requests",
                0,
                0,
                -1,
                TimestampType.NO_TIMESTAMP_TYPE,
                0,
                0,
                null,
                null,
                new RecordHeaders(),
                Optional.empty());
    }
}
