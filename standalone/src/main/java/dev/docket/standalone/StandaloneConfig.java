package dev.docket.standalone;

import dev.docket.config.Schema;
import dev.docket.config.Settings;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.launcher.LauncherSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a standalone is told.
 *
 * @param directory where everything is kept; a start on a directory that was used before goes on where it ended
 * @param kafkaPort where its Kafka listens; 0 for any free port
 * @param file settings of the coordinator and the launcher, as Java properties
 * @param settings those that win over the file and the environment; with a cluster named among them there is no stand-in
 */
public record StandaloneConfig(
        Path directory, int kafkaPort, @Nullable Path file, Map<String, String> settings) {

    /** The settings of the two programs that run in a standalone. */
    public static final Schema SCHEMA = CoordinatorSettings.SCHEMA.and(LauncherSettings.SCHEMA);

    /**
     * What fits one machine: one broker can hold one replica only, no other instance will stand by, and nobody comes
     * back a day later for the log of a Pod.
     */
    private static final Map<String, String> ALONE = Map.of(
            CoordinatorSettings.PARTITIONS.name(), "4",
            CoordinatorSettings.REPLICATION_FACTOR.name(), "1",
            CoordinatorSettings.STANDBY_REPLICAS.name(), "0",
            LauncherSettings.RETENTION.name(), "10m");

    public StandaloneConfig {
        settings = Map.copyOf(settings);
    }

    /**
     * The settings, with these over all others.
     *
     * @throws dev.docket.config.InvalidSettingsException if they are not valid
     */
    Settings read(Map<String, String> last) {
        Map<String, String> fallbacks = new LinkedHashMap<>(ALONE);
        fallbacks.put(
                CoordinatorSettings.STATE_DIRECTORY.name(),
                directory.resolve("coordinator").toString());
        SettingsReader reader = new SettingsReader(SCHEMA).flags(fallbacks);
        if (file != null) {
            reader.file(file);
        }
        return reader.environment(System.getenv()).flags(settings).flags(last).read();
    }
}
