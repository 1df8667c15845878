package dev.docket.launcher;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of consumer and producer: those of every client of the installation, what the operator passes through
 * among them; the launcher's own defaults where the operator says nothing; what its correctness depends on.
 */
final class KafkaSettings {
    private KafkaSettings() {}

    static Map<String, Object> consumer(LauncherConfig config) {
        Map<String, Object> settings = config.installation().consumer();
        settings.putIfAbsent(ConsumerConfig.CLIENT_ID_CONFIG, config.groupId());
        settings.putIfAbsent(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        settings.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        // Commands carry scripts of up to 200 KB: a poll should bring many small ones, or some large ones.
        settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 250);
        // A rebalance then disturbs only the partitions that move.
        settings.putIfAbsent(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, config.groupId());
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return settings;
    }

    static Map<String, Object> producer(LauncherConfig config) {
        Map<String, Object> settings = config.installation().producer();
        settings.putIfAbsent(ProducerConfig.CLIENT_ID_CONFIG, config.groupId());
        settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, 2);
        return settings;
    }
}
