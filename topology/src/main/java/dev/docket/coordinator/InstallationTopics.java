package dev.docket.coordinator;

import dev.docket.config.Installation;
import dev.docket.coordinator.CoordinatorConfig.TopicLayout;
import dev.docket.serde.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The six topics of an installation as they ought to be: time is the broker's, sizes leave room above what Docket writes,
 * and nothing is dropped for its volume.
 */
public final class InstallationTopics {

    private InstallationTopics() {}

    /** The topics, in the order of {@link Topics#all}. */
    public static List<TopicSpec> of(CoordinatorConfig config) {
        Topics topics = config.installation().topics();
        TopicLayout layout = config.topics();
        return List.of(
                kept(topics.executionRequests(), layout, layout.requestRetention()),
                kept(topics.executionReports(), layout, layout.requestRetention()),
                spec(
                        topics.queueSettings(),
                        layout,
                        Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)),
                kept(topics.podCommands(), layout, layout.commandRetention()),
                kept(topics.executionEvents(), layout, layout.eventRetention()),
                kept(topics.deadLetters(), layout, layout.eventRetention()));
    }

    private static TopicSpec kept(String name, TopicLayout layout, Duration retention) {
        return spec(
                name,
                layout,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(retention.toMillis()),
                        TopicConfig.RETENTION_BYTES_CONFIG,
                        "-1"));
    }

    private static TopicSpec spec(String name, TopicLayout layout, Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(own);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Installation.MAX_BATCH_BYTES));
        settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(layout.minInsyncReplicas()));
        return new TopicSpec(name, layout.partitions(), layout.replicationFactor(), settings);
    }
}
