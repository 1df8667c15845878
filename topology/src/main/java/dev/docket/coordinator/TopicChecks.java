package dev.docket.coordinator;

import dev.docket.queue.Rules.Leases;
import dev.docket.serde.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Holds the topics that are there against what decisions rest on. Kafka Streams checks none of this: it reads unequal
 * partition counts, client clocks and half-deleted logs without a word.
 */
final class TopicChecks {

    /** A request has at most 1 MiB, and nothing that Docket makes of one has twice its size. */
    static final long LEAST_MESSAGE_BYTES = 2L * 1024 * 1024;

    private final CoordinatorConfig config;

    private final Topics topics;

    private final List<StartFault> faults = new ArrayList<>();

    TopicChecks(CoordinatorConfig config) {
        this.config = config;
        this.topics = config.installation().topics();
    }

    /**
     * What is wrong with a topic of the installation.
     *
     * @param topic one of {@link Topics#all}
     */
    void check(FoundTopic topic) {
        if (topics.inputs().contains(topic.name())) {
            checkPartitions(topic);
        }
        checkTimestamps(topic);
        if (topic.name().equals(topics.queueSettings())) {
            checkCleanup(topic, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            checkCleanup(topic, TopicConfig.CLEANUP_POLICY_DELETE);
            checkRetention(topic);
        }
        checkSizes(topic);
    }

    /** What is wrong with the changelog of the store, which Kafka Streams made at some earlier start. */
    void checkChangelog(FoundTopic changelog) {
        checkPartitions(changelog);
        checkCleanup(changelog, TopicConfig.CLEANUP_POLICY_COMPACT);
        checkSizes(changelog);
    }

    /** What was found wrong so far. */
    List<StartFault> faults() {
        return List.copyOf(faults);
    }

    private void checkPartitions(FoundTopic topic) {
        int wanted = config.topics().partitions();
        if (topic.partitions() != wanted) {
            fault(
                    topic,
                    topic.partitions() + " partitions",
                    wanted + " (" + CoordinatorSettings.PARTITIONS.name()
                            + "), the same for all inputs and the changelog, fixed for the life of the installation");
        }
    }

    private void checkTimestamps(FoundTopic topic) {
        String type = topic.setting(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        if (!type.equals("LogAppendTime")) {
            fault(topic, "message.timestamp.type=" + type, "LogAppendTime: decisions go by the broker's clock");
        }
    }

    private void checkCleanup(FoundTopic topic, String wanted) {
        String policy = topic.setting(TopicConfig.CLEANUP_POLICY_CONFIG);
        if (!policy.equals(wanted)) {
            fault(topic, "cleanup.policy=" + policy, wanted);
        }
    }

    private void checkRetention(FoundTopic topic) {
        Optional<Duration> least = leastRetention(topic.name());
        long millis = topic.number(TopicConfig.RETENTION_MS_CONFIG);
        if (least.isPresent() && millis >= 0 && millis <= least.get().toMillis()) {
            fault(
                    topic,
                    "retention.ms=" + millis,
                    "more than " + least.get().toMillis() + " (" + leastRetentionIs(topic.name()) + "), or -1");
        }
        long bytes = topic.number(TopicConfig.RETENTION_BYTES_CONFIG);
        if (least.isPresent() && bytes >= 0) {
            fault(topic, "retention.bytes=" + bytes, "-1: what is not yet read must not be dropped for its volume");
        }
    }

    private Optional<Duration> leastRetention(String topic) {
        Leases leases = config.rules().leases();
        if (topic.equals(topics.podCommands())) {
            return Optional.of(leases.launchTimeout().plus(leases.startGrace()));
        }
        return Set.of(topics.executionRequests(), topics.executionReports()).contains(topic)
                ? Optional.of(config.rules().memory().staleTimeout())
                : Optional.empty();
    }

    private String leastRetentionIs(String topic) {
        return topic.equals(topics.podCommands())
                ? CoordinatorSettings.LAUNCH_TIMEOUT.name() + " and " + CoordinatorSettings.START_GRACE.name()
                : CoordinatorSettings.STALE_TIMEOUT.name();
    }

    private void checkSizes(FoundTopic topic) {
        long bytes = topic.number(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (bytes < LEAST_MESSAGE_BYTES) {
            fault(topic, "max.message.bytes=" + bytes, LEAST_MESSAGE_BYTES + " or more");
        }
        long insync = topic.number(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        if (insync > topic.replicationFactor()) {
            fault(
                    topic,
                    "min.insync.replicas=" + insync + " with " + topic.replicationFactor() + " replicas",
                    "no more than there are replicas, or nothing can be written");
        }
    }

    private void fault(FoundTopic topic, String found, String needed) {
        faults.add(new StartFault("topic " + topic.name(), found, needed));
    }
}
