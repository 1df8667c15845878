package dev.docket.standalone;

import dev.docket.config.Installation;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a standalone is told.
 *
 * @param directory where everything is kept; a start on a directory that was used before goes on where it ended
 * @param kafkaPort where its Kafka listens; 0 for any free port
 * @param file settings of the coordinator, as Java properties
 * @param settings settings of the coordinator that win over the file and the environment
 * @param cluster where the Pods go
 */
public record StandaloneConfig(
        Path directory, int kafkaPort, @Nullable Path file, Map<String, String> settings, Cluster cluster) {

    /**
     * Where the Pods go.
     *
     * @param kubeconfig the cluster of this file; absent means the stand-in
     * @param namespace the namespace there; absent means that of the file
     * @param podRetention how long a Pod is kept after its outcome is safe
     */
    public record Cluster(
            @Nullable Path kubeconfig, @Nullable String namespace, Duration podRetention) {

        /** The stand-in, which keeps ended Pods for ten minutes. */
        public static final Cluster STAND_IN = new Cluster(null, null, Duration.ofMinutes(10));
    }

    public StandaloneConfig {
        settings = Map.copyOf(settings);
    }

    /**
     * The coordinator's configuration with this Kafka. One broker can hold one replica only, and no other instance will
     * stand by.
     *
     * @throws dev.docket.config.InvalidSettingsException if the settings are not valid
     */
    CoordinatorConfig coordinator(String bootstrapServers) {
        Map<String, String> alone = new LinkedHashMap<>();
        alone.put(CoordinatorSettings.PARTITIONS.name(), "4");
        alone.put(CoordinatorSettings.REPLICATION_FACTOR.name(), "1");
        alone.put(CoordinatorSettings.STANDBY_REPLICAS.name(), "0");
        alone.put(
                CoordinatorSettings.STATE_DIRECTORY.name(),
                directory.resolve("coordinator").toString());
        SettingsReader reader = new SettingsReader(CoordinatorSettings.SCHEMA).flags(alone);
        if (file != null) {
            reader.file(file);
        }
        return CoordinatorConfig.from(reader.environment(System.getenv())
                .flags(settings)
                .flags(Map.of(Installation.SERVERS.name(), bootstrapServers))
                .read());
    }
}
