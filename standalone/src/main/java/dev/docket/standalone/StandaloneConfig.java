package dev.docket.standalone;

import dev.docket.config.Installation;
import dev.docket.config.Rule;
import dev.docket.config.Schema;
import dev.docket.config.Settings;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.launcher.LauncherSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a standalone is told.
 *
 * @param directory where everything is kept; a start on a directory that was used before goes on where it ended
 * @param kafkaPort where its Kafka listens; 0 for any free port
 * @param file settings of coordinator and launcher, as Java properties
 * @param settings settings of coordinator and launcher that win over the file and the environment
 * @param cluster where the Pods go
 */
public record StandaloneConfig(
        Path directory, int kafkaPort, @Nullable Path file, Map<String, String> settings, Cluster cluster) {

    /**
     * Where the Pods go.
     *
     * @param kubeconfig the cluster of this file; absent means that of the settings, or else the stand-in
     * @param namespace the namespace there; absent means that of the file
     * @param podRetention how long a Pod is kept after its outcome is safe, unless the settings say otherwise
     * @param standInOnly whether settings that name a cluster are refused
     */
    public record Cluster(
            @Nullable Path kubeconfig, @Nullable String namespace, Duration podRetention, boolean standInOnly) {

        /** The stand-in, which keeps ended Pods for ten minutes. */
        public static final Cluster STAND_IN = new Cluster(null, null, Duration.ofMinutes(10), true);
    }

    public StandaloneConfig {
        settings = Map.copyOf(settings);
    }

    /**
     * The settings of coordinator and launcher with this Kafka. One broker can hold one replica only, and no other
     * instance will stand by.
     *
     * @param last what wins over everything that was given
     * @throws dev.docket.config.InvalidSettingsException if the settings are not valid
     */
    Settings settings(String bootstrapServers, Map<String, String> last) {
        Map<String, String> alone = new LinkedHashMap<>();
        alone.put(CoordinatorSettings.PARTITIONS.name(), "4");
        alone.put(CoordinatorSettings.REPLICATION_FACTOR.name(), "1");
        alone.put(CoordinatorSettings.STANDBY_REPLICAS.name(), "0");
        alone.put(
                CoordinatorSettings.STATE_DIRECTORY.name(),
                directory.resolve("coordinator").toString());
        alone.put(LauncherSettings.RETENTION.name(), cluster.podRetention().toMillis() + "ms");
        if (cluster.kubeconfig() == null) {
            // The stand-in ends with its one launcher: nothing that was asked of it before can come late.
            alone.put(LauncherSettings.FENCE.name(), "0s");
        }
        SettingsReader reader = new SettingsReader(schema(last)).flags(alone);
        if (file != null) {
            reader.file(file);
        }
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put(Installation.SERVERS.name(), bootstrapServers);
        if (cluster.kubeconfig() != null) {
            fixed.put(LauncherSettings.KUBECONFIG.name(), cluster.kubeconfig().toString());
        }
        if (cluster.namespace() != null) {
            fixed.put(LauncherSettings.NAMESPACE.name(), cluster.namespace());
        }
        fixed.putAll(last);
        return reader.environment(System.getenv()).flags(settings).flags(fixed).read();
    }

    private Schema schema(Map<String, String> last) {
        Schema both = CoordinatorSettings.SCHEMA.and(LauncherSettings.SCHEMA);
        if (!cluster.standInOnly()) {
            return both;
        }
        String allowed = "nothing; Pods go to the stand-in here, and to no other cluster";
        return both.and(new Schema(
                List.of(),
                List.of(
                        new Rule(LauncherSettings.KUBECONFIG, List.of(), s -> false, allowed),
                        new Rule(
                                LauncherSettings.MASTER,
                                List.of(),
                                s -> s.get(LauncherSettings.MASTER).equals(last.get(LauncherSettings.MASTER.name())),
                                allowed)),
                Set.of()));
    }
}
