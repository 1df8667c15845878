package dev.docket.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.docket.config.InvalidSettingsException;
import dev.docket.config.SettingFault;
import dev.docket.config.Settings;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.launcher.LauncherConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StandaloneConfigTest {

    private static final String BROKER = "127.0.0.1:1";

    @Test
    void takesTheSettingsOfCoordinatorAndLauncher() {
        Settings settings = config(
                        StandaloneConfig.Cluster.STAND_IN,
                        Map.of("queue.max-active", "3", "pod.log-tail-bytes", "4", "bootstrap.servers", "other:1"))
                .settings(BROKER, Map.of("cluster.master", "http://127.0.0.1:2"));

        CoordinatorConfig coordinator = CoordinatorConfig.from(settings);
        LauncherConfig launcher = LauncherConfig.from(settings);
        assertThat(coordinator.rules().limits().maxActive()).isEqualTo(3);
        assertThat(coordinator.topics().replicationFactor()).isEqualTo((short) 1);
        assertThat(launcher.pods().logTailBytes()).isEqualTo(4);
        assertThat(launcher.pods().life().kept().retention()).isEqualTo(Duration.ofMinutes(10));
        assertThat(launcher.installation().bootstrapServers()).isEqualTo(BROKER);
        assertThat(launcher.cluster().master()).isEqualTo("http://127.0.0.1:2");
    }

    @Test
    void settingsCannotPointADemoAtARealCluster() {
        StandaloneConfig demo = config(
                StandaloneConfig.Cluster.STAND_IN, Map.of("cluster.master", "http://real:1", "pod.retention", "never"));

        InvalidSettingsException refused =
                catchThrowableOfType(InvalidSettingsException.class, () -> demo.settings(BROKER, Map.of()));

        assertThat(refused.faults())
                .extracting(SettingFault::name)
                .containsExactlyInAnyOrder("cluster.master", "pod.retention");
    }

    @Test
    void settingsMayNameTheClusterOfAStandalone() {
        StandaloneConfig.Cluster any = new StandaloneConfig.Cluster(null, "batch", Duration.ofMinutes(1), false);

        LauncherConfig launcher = LauncherConfig.from(
                config(any, Map.of("cluster.master", "http://real:1")).settings(BROKER, Map.of()));

        assertThat(launcher.cluster()).isEqualTo(new LauncherConfig.Cluster("http://real:1", null, "batch", Map.of()));
    }

    private static StandaloneConfig config(StandaloneConfig.Cluster cluster, Map<String, String> settings) {
        return new StandaloneConfig(Path.of("target", "unused"), 0, null, settings, cluster);
    }
}
