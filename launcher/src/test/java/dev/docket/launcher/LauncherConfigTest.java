package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.docket.config.InvalidSettingsException;
import dev.docket.config.SettingFault;
import dev.docket.config.Settings;
import dev.docket.config.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherConfigTest {

    @TempDir
    Path directory;

    @Test
    void needsNoSettingsWhereKafkaIsLocalAndTheClusterIsKubectls() {
        LauncherConfig config = config(Map.of());

        assertThat(config.cluster()).isEqualTo(new LauncherConfig.Cluster(null, null, null, Map.of()));
        assertThat(config.installation().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.groupId()).isEqualTo("docket.launcher");
    }

    @Test
    void everySettingReachesTheLauncher() throws IOException {
        Path template = Files.writeString(directory.resolve("template.yaml"), "kind: Pod");

        LauncherConfig config = config(Map.ofEntries(
                Map.entry("cluster.master", "https://127.0.0.1:6443/proxy"),
                Map.entry("cluster.namespace", "batch"),
                Map.entry("cluster.queue-namespaces", "ml=team-b"),
                Map.entry("pod.template", template.toString()),
                Map.entry("pod.templates", directory.toString()),
                Map.entry("pod.queue-templates", "ml=template"),
                Map.entry("pod.allow-weaker", "true"),
                Map.entry("pod.run-as-user", "1"),
                Map.entry("pod.tmp-size", "2Mi"),
                Map.entry("pod.log-tail-bytes", "3"),
                Map.entry("pod.start-grace", "4h"),
                Map.entry("pod.invalid-image-grace", "5s"),
                Map.entry("pod.pull-grace", "6s"),
                Map.entry("pod.waiting-grace", "7s"),
                Map.entry("pod.termination-grace", "8s"),
                Map.entry("pod.retention", "9s"),
                Map.entry("launcher.max-in-flight", "10"),
                Map.entry("launcher.max-span", "11"),
                Map.entry("launcher.max-held-mb", "15"),
                Map.entry("launcher.api-threads", "12"),
                Map.entry("launcher.api-calls-per-second", "16"),
                Map.entry("launcher.request-timeout", "17s"),
                Map.entry("launcher.fence", "18s"),
                Map.entry("pod.max-kept", "19"),
                Map.entry("launcher.commit-interval", "13s"),
                Map.entry("launcher.relist-interval", "14s")));

        assertThat(config.cluster())
                .isEqualTo(new LauncherConfig.Cluster(
                        "https://127.0.0.1:6443/proxy", null, "batch", Map.of("ml", "team-b")));
        assertThat(config.pods().templates())
                .isEqualTo(new LauncherConfig.Templates(template, directory, Map.of("ml", "template"), true));
        assertThat(config.pods().toString())
                .contains("runAsUser=1,", "tmpSize=2Mi", "logTailBytes=3,", "startGrace=PT4H")
                .contains("invalidImage=PT5S", "pull=PT6S", "otherwise=PT7S", "terminationGrace=PT8S", "retention=PT9S")
                .contains("most=19");
        assertThat(config.pace().toString())
                .contains("maxInFlight=10", "maxSpan=11", "threads=12", "commitInterval=PT13S", "PT14S")
                .contains("maxHeldBytes=15000000", "perSecond=16", "timeout=PT17S", "fence=PT18S");
    }

    @Test
    void tellsEverythingThatIsWrongInOneMessage() throws IOException {
        Path template = Files.writeString(
                directory.resolve("template.yaml"), "kind: Pod\nspec: {hostNetwork: true, initContainers: []}\n");

        InvalidSettingsException refused = refused(Map.ofEntries(
                Map.entry("installation", "No Name"),
                Map.entry("cluster.master", "http://user:password@localhost"),
                Map.entry("cluster.namespace", "Not_Legal"),
                Map.entry("cluster.kubeconfig", directory.resolve("absent").toString()),
                Map.entry("cluster.queue-namespaces", "ml=team-a,ml=team-b"),
                Map.entry("pod.template", template.toString()),
                Map.entry("pod.templates", directory.toString()),
                Map.entry("pod.queue-templates", "ml=gpu"),
                Map.entry("pod.run-as-user", "0"),
                Map.entry("pod.tmp-size", "much"),
                Map.entry("pod.log-tail-bytes", "-1"),
                Map.entry("pod.start-grace", "0s"),
                Map.entry("pod.retention", "99d"),
                Map.entry("launcher.max-span", "999"),
                Map.entry("launcher.api-threads", "0"),
                Map.entry("launcher.relist-intervall", "1s")));

        assertThat(refused.faults())
                .extracting(SettingFault::name)
                .containsExactlyInAnyOrder(
                        "installation",
                        "cluster.master",
                        "cluster.namespace",
                        "cluster.kubeconfig",
                        "cluster.queue-namespaces",
                        "pod.template",
                        "pod.template",
                        "pod.templates",
                        "pod.templates",
                        "pod.queue-templates",
                        "pod.run-as-user",
                        "pod.tmp-size",
                        "pod.log-tail-bytes",
                        "pod.start-grace",
                        "pod.retention",
                        "launcher.max-span",
                        "launcher.api-threads",
                        "launcher.relist-intervall");
        assertThat(refused)
                .hasMessageContaining("pod.run-as-user: given '0' (flag); allowed: a whole number from 1 to")
                .hasMessageContaining("allowed: a Pod manifest without spec.hostNetwork")
                .hasMessageContaining("allowed: a Pod manifest without spec.initContainers")
                .hasMessageContaining("allowed: in template.yaml, a Pod manifest without spec.hostNetwork")
                .hasMessageContaining("allowed: not gpu, but one of [template]")
                .hasMessageContaining("did you mean launcher.relist-interval?");
    }

    @Test
    void refusesTwoClustersAndGracesThatKubernetesWouldCutShort() throws IOException {
        Path kubeconfig = Files.writeString(directory.resolve("config"), "kind: Config");

        assertThat(refused(Map.of(
                                "cluster.master", "http://localhost:1",
                                "cluster.kubeconfig", kubeconfig.toString(),
                                "pod.start-grace", "4m"))
                        .faults())
                .extracting(SettingFault::name)
                .containsExactlyInAnyOrder("cluster.master", "pod.pull-grace", "pod.waiting-grace");
    }

    @Test
    void kafkasSettingsPassThroughToTheClientTheyAreFor() {
        LauncherConfig config = config(Map.of(
                "kafka.security.protocol", "SSL",
                "kafka.consumer.max.poll.records", "7",
                "kafka.producer.linger.ms", "8"));

        assertThat(KafkaSettings.consumer(config))
                .containsEntry("security.protocol", "SSL")
                .containsEntry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "7")
                .containsEntry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000)
                .containsEntry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .containsEntry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false)
                .containsEntry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")
                .containsEntry(ConsumerConfig.GROUP_ID_CONFIG, "docket.launcher")
                .doesNotContainKey("linger.ms");
        assertThat(KafkaSettings.producer(config))
                .containsEntry("security.protocol", "SSL")
                .containsEntry(ProducerConfig.LINGER_MS_CONFIG, "8")
                .containsEntry(ProducerConfig.ACKS_CONFIG, "all")
                .containsEntry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true)
                .doesNotContainKey("max.poll.records");
    }

    @Test
    void whatCorrectnessDependsOnCannotBeGivenToKafka() {
        assertThat(refused(Map.of(
                                "kafka.bootstrap.servers", "other:1",
                                "kafka.group.id", "x",
                                "kafka.consumer.auto.offset.reset", "latest",
                                "kafka.isolation.level", "read_uncommitted",
                                "kafka.enable.auto.commit", "true",
                                "kafka.acks", "1",
                                "kafka.producer.enable.idempotence", "false",
                                "kafka.producer.partitioner.class", "x"))
                        .faults())
                .hasSize(8)
                .allSatisfy(fault -> assertThat(fault.allowed()).startsWith("nothing"));
    }

    @Test
    void whatIsPrintedAtTheStartHoldsNoSecret() {
        Settings settings = settings(Map.of("kafka.sasl.jaas.config", "hunter2", "cluster.namespace", "batch"));

        assertThat(settings.describe())
                .contains("cluster.namespace = batch (flag)", "kafka.sasl.jaas.config = [hidden]")
                .contains("pod.retention = 1h (default)")
                .doesNotContain("hunter2");
    }

    private static InvalidSettingsException refused(Map<String, String> flags) {
        return catchThrowableOfType(InvalidSettingsException.class, () -> config(flags));
    }

    private static Settings settings(Map<String, String> flags) {
        return new SettingsReader(LauncherSettings.SCHEMA).flags(flags).read();
    }

    static LauncherConfig config(Map<String, String> flags) {
        return LauncherConfig.from(settings(flags));
    }
}
