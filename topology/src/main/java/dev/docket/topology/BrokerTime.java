package dev.docket.topology;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * The broker's time of a record. A negative one, which a topic with {@code LogAppendTime} cannot hold, counts as the
 * latest time seen: Kafka Streams drops records without a time or dies of them, and neither is an answer.
 */
final class BrokerTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return record.timestamp() >= 0 ? record.timestamp() : Math.max(0, partitionTime);
    }
}
