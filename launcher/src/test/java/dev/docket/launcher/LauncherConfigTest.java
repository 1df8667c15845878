package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.event.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;

class LauncherConfigTest {
    private static final LauncherConfig.Cluster CLUSTER =
            new LauncherConfig.Cluster("http://127.0.0.1:1", null, "default");

    @Test
    void defaultsAreValid() {
        assertThat(LauncherConfig.of("docket", "localhost:9092", CLUSTER).validate())
                .isEmpty();
    }

    @Test
    void allFaultsAreToldTogetherAndNothingIsStarted() {
        LauncherConfig wrong = LauncherConfig.of(
                        "No Name", " ", new LauncherConfig.Cluster("http://x", Path.of("k"), "Not_Legal"))
                .withPods(new LauncherConfig.Pods(null, 0, Duration.ZERO, Duration.ZERO, Duration.ofDays(99), -1))
                .withPace(new LauncherConfig.Pace(0, 0, 0, Duration.ZERO, Duration.ZERO));
        assertThat(wrong.validate())
                .extracting(Fault::field)
                .contains(
                        "installation",
                        "kafka.bootstrapServers",
                        "cluster",
                        "cluster.namespace",
                        "pods.runAsUser",
                        "pods.startGrace",
                        "pods.retention",
                        "pods.logTailBytes",
                        "pace.maxInFlight",
                        "pace.apiThreads",
                        "pace.commitInterval",
                        "pace.relistInterval");
        assertThatThrownBy(() -> Launcher.start(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("installation", "pods.runAsUser", "pace.apiThreads");
    }

    @Test
    void theOperatorsKafkaSettingsPassThroughExceptWhereCorrectnessDependsOnThem() {
        LauncherConfig config = new LauncherConfig(
                "docket",
                new LauncherConfig.Kafka(
                        "b:1",
                        Map.of(
                                "max.poll.records", "7",
                                "isolation.level", "read_uncommitted",
                                "enable.auto.commit", "true",
                                "acks", "1",
                                "partitioner.class", "x",
                                "bootstrap.servers", "other:1")),
                CLUSTER,
                LauncherConfig.Pods.defaults(),
                LauncherConfig.Pace.defaults());
        assertThat(KafkaSettings.consumer(config))
                .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "7")
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .containsEntry(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "b:1")
                .containsEntry(ConsumerConfig.GROUP_ID_CONFIG, "docket.launcher");
        assertThat(KafkaSettings.producer(config))
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .doesNotContainKey(ProducerConfig.PARTITIONER_CLASS_CONFIG);
    }
}
