package dev.docket.coordinator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what an instance reads from the changelog before it can decide for a partition that it was given. One that has
 * followed the partition as a standby reads only what the standby had not read yet; more than that tells of a cold start.
 *
 * <p>Threading: called by the threads that restore.
 */
final class RestoreMeters implements StateRestoreListener {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreMeters.class);

    private final Counter records;

    private final Counter partitions;

    RestoreMeters(MeterRegistry registry) {
        records = Counter.builder("coordinator.restored.records")
                .description("Records read from the changelog before a partition could be decided for")
                .register(registry);
        partitions = Counter.builder("coordinator.restored.partitions")
                .description("Partitions made ready to be decided for, from the changelog or from a standby")
                .register(registry);
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long from, long to) {}

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long last, long count) {
        records.increment((double) count);
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long total) {
        partitions.increment();
        LOG.atInfo()
                .addKeyValue("partition", changelog.partition())
                .addKeyValue("records", total)
                .log("partition taken over");
    }
}
