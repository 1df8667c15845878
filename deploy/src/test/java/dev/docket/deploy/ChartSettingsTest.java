package dev.docket.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.config.Schema;
import dev.docket.config.Settings;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.coordinator.InstallationTopics;
import dev.docket.coordinator.TopicSpec;
import dev.docket.launcher.LauncherConfig;
import dev.docket.launcher.LauncherSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs read what the chart writes for them. */
class ChartSettingsTest {
    @TempDir
    Path directory;

    static List<String> values() throws IOException {
        return ChartTest.values();
    }

    @ParameterizedTest
    @MethodSource("values")
    void theProgramsTakeTheirSettings(String values) throws IOException {
        List<Manifest> manifests = Chart.render(values);

        CoordinatorConfig coordinator = coordinator(manifests);
        assertThat(coordinator.http().listen().host()).isEqualTo("0.0.0.0");
        assertThat(launcher(manifests).cluster().namespace()).isNotNull();
    }

    @Test
    void everyValueReachesThem() throws IOException {
        List<Manifest> manifests = Chart.render(ChartTest.everything());

        CoordinatorConfig coordinator = coordinator(manifests);
        assertThat(coordinator.installation().name()).isEqualTo("batch");
        assertThat(coordinator.installation().bootstrapServers()).isEqualTo("kafka-0:9092,kafka-1:9092");
        assertThat(coordinator.installation().kafka().entries())
                .isEqualTo(Map.of("security.protocol", "SASL_SSL", "producer.linger.ms", "5"));
        assertThat(coordinator.topics().partitions()).isEqualTo(24);
        assertThat(coordinator.http().listen().port()).isEqualTo(9000);
        assertThat(coordinator.engine().state().inMemory()).isTrue();
        assertThat(coordinator.engine().standbyReplicas()).isZero();
        assertThat(coordinator.rules().limits().maxActive()).isEqualTo(20);
        assertThat(coordinator.rules().limits().maxPendingBytes()).isEqualTo(2147483648L);

        LauncherConfig launcher = launcher(manifests);
        assertThat(launcher.cluster().namespace()).isEqualTo("batch-pods");
        assertThat(launcher.cluster().queueNamespaces())
                .isEqualTo(Map.of("reports", "team-a", "ml", "team-b", "two words", "team-a"));
        assertThat(launcher.pods().templates().byQueue()).isEqualTo(Map.of("ml", "gpu"));
        assertThat(launcher.pods().templates().general()).hasFileName("plain.yaml");
    }

    @ParameterizedTest
    @MethodSource("values")
    void theTopicResourcesAreTheTopicsThatACoordinatorWouldMake(String values) throws IOException {
        List<Manifest> manifests = Chart.render(
                values + (values.contains("strimzi") ? "" : "\ntopics: {strimzi: {enabled: true, cluster: main}}"));
        List<TopicSpec> rendered = new ArrayList<>();
        for (Manifest topic : manifests) {
            if (topic.kind().equals("KafkaTopic")) {
                Map<String, String> config = new java.util.HashMap<>();
                topic.at("/spec/config")
                        .properties()
                        .forEach(e -> config.put(e.getKey(), e.getValue().asText()));
                rendered.add(new TopicSpec(
                        topic.name(),
                        topic.at("/spec/partitions").asInt(),
                        (short) topic.at("/spec/replicas").asInt(),
                        config));
            }
        }

        assertThat(rendered).containsExactlyInAnyOrderElementsOf(InstallationTopics.of(coordinator(manifests)));
    }

    private CoordinatorConfig coordinator(List<Manifest> manifests) throws IOException {
        return CoordinatorConfig.from(settings(
                CoordinatorSettings.SCHEMA,
                Chart.only(manifests, "ConfigMap", "docket-coordinator"),
                // As Kubernetes expands it for the first one.
                Map.of("application.server", "docket-coordinator-0.docket-coordinator-peers.n.svc:9000")));
    }

    /** The templates are where the container would have them, in a directory of this test. */
    private LauncherConfig launcher(List<Manifest> manifests) throws IOException {
        Path templates = Files.createDirectories(directory.resolve("templates"));
        for (Manifest map : manifests) {
            if (map.name().equals("docket-launcher-templates")) {
                for (Map.Entry<String, JsonNode> file : map.at("/data").properties()) {
                    Files.writeString(
                            templates.resolve(file.getKey()), file.getValue().asText());
                }
            }
        }
        return LauncherConfig.from(
                settings(LauncherSettings.SCHEMA, Chart.only(manifests, "ConfigMap", "docket-launcher"), Map.of()));
    }

    private Settings settings(Schema schema, Manifest map, Map<String, String> flags) throws IOException {
        assertThat(map.at("/data").size()).isEqualTo(1);
        String text = map.at("/data").properties().iterator().next().getValue().asText();
        Path file = Files.writeString(
                directory.resolve("settings"),
                text.replace(
                        "/etc/docket/templates", directory.resolve("templates").toString()));
        return new SettingsReader(schema).file(file).flags(flags).read();
    }
}
