package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopicChecksTest {

    private static final CoordinatorConfig CONFIG = CoordinatorConfigTest.config(Map.of());

    private final TopicChecks checks = new TopicChecks(CONFIG);

    @Test
    void findsNothingWrongWithTheTopicsThatDocketMakes() {
        InstallationTopics.of(CONFIG)
                .forEach(spec -> checks.check(
                        new FoundTopic(spec.name(), spec.partitions(), spec.replicationFactor(), spec.settings())));

        assertThat(checks.faults()).isEmpty();
    }

    @Test
    void namesEverythingThatIsWrongWithATopic() {
        checks.check(found(
                "docket.execution-requests",
                4,
                Map.of(
                        "message.timestamp.type", "CreateTime",
                        "cleanup.policy", "compact,delete",
                        "retention.ms", "3600000",
                        "retention.bytes", "1000000",
                        "max.message.bytes", "1048588",
                        "min.insync.replicas", "4")));

        assertThat(checks.faults())
                .extracting(StartFault::found)
                .containsExactly(
                        "4 partitions",
                        "message.timestamp.type=CreateTime",
                        "cleanup.policy=compact,delete",
                        "retention.ms=3600000",
                        "retention.bytes=1000000",
                        "max.message.bytes=1048588",
                        "min.insync.replicas=4 with 3 replicas");
        assertThat(checks.faults()).extracting(StartFault::subject).containsOnly("topic docket.execution-requests");
    }

    @Test
    void commandsMustBeKeptForAsLongAsOneMayBeCarriedOut() {
        long launch = (4 * 60 + 15) * 60_000L;
        checks.check(found("docket.pod-commands", 12, Map.of("retention.ms", Long.toString(launch + 1))));
        assertThat(checks.faults()).isEmpty();

        checks.check(found("docket.pod-commands", 12, Map.of("retention.ms", Long.toString(launch))));
        assertThat(checks.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.needed()).contains("launch.timeout"));
    }

    @Test
    void topicsThatKeepEverythingAreFine() {
        checks.check(found("docket.execution-reports", 12, Map.of("retention.ms", "-1")));
        checks.check(found("docket.execution-events", 12, Map.of("retention.ms", "1000")));

        assertThat(checks.faults()).isEmpty();
    }

    @Test
    void settingsThatAgeWouldBeForgotten() {
        checks.check(found("docket.queue-settings", 12, Map.of()));

        assertThat(checks.faults()).extracting(StartFault::found).containsExactly("cleanup.policy=delete");
    }

    @Test
    void theChangelogMustHaveThePartitionsOfTheInputs() {
        checks.checkChangelog(
                found("changelog", 8, Map.of("cleanup.policy", "compact", "message.timestamp.type", "x")));

        assertThat(checks.faults()).extracting(StartFault::found).containsExactly("8 partitions");
    }

    @Test
    void theMessageNamesAllFaultsAndTheCluster() {
        assertThat(new StartRefusedException(
                        "a:1", List.of(new StartFault("x", "is so", "not so"), new StartFault("y", "that", "this"))))
                .hasMessageContaining("a:1")
                .hasMessageContaining("x: is so; needed: not so")
                .hasMessageContaining("y: that; needed: this");
    }

    private static FoundTopic found(String name, int partitions, Map<String, String> other) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "message.timestamp.type", "LogAppendTime",
                "cleanup.policy", "delete",
                "retention.ms", "604800000",
                "retention.bytes", "-1",
                "max.message.bytes", "4194304",
                "min.insync.replicas", "2"));
        settings.putAll(other);
        return new FoundTopic(name, partitions, 3, settings);
    }
}
