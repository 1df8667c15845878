package dev.docket.cli;

import dev.docket.config.Installation;
import dev.docket.config.Schema;
import dev.docket.config.Setting;
import dev.docket.config.Settings;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.launcher.LauncherSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * How a command reaches an installation. Without any of these options that is the standalone that runs on this machine;
 * what a file, the environment and the options say wins over it, in this order.
 */
final class ConnectionOptions {

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT[,...]",
            description = "Where Kafka is. Default: the running standalone, or else localhost:9092.")
    @Nullable
    String bootstrap;

    @Option(
            names = "--installation",
            paramLabel = "NAME",
            description = "Which installation. Default: that of the running standalone, or else docket.")
    @Nullable
    String installation;

    @Option(names = "--config", paramLabel = "FILE", description = "A file of settings, as Java properties in UTF-8.")
    @Nullable
    Path config;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "One setting; may be given again. What is under kafka. goes to Kafka as it is.")
    Map<String, String> set = new LinkedHashMap<>();

    /** For the coordinator and its topics: what was given, over the environment, over the file, over the running standalone. */
    Settings settings() {
        return settings(CoordinatorSettings.SCHEMA, Map.of());
    }

    /**
     * The settings of one program.
     *
     * @param more options of its own, as settings; they win over {@code --set}
     */
    Settings settings(Schema schema, Map<String, String> more) {
        SettingsReader reader = new SettingsReader(schema);
        Map<String, String> local =
                new LinkedHashMap<>(running().map(Running::settings).orElse(Map.of()));
        local.keySet().retainAll(schema.settings().stream().map(Setting::name).toList());
        reader.flags(local);
        if (config != null) {
            reader.file(config);
        }
        return reader.environment(System.getenv()).flags(flags()).flags(more).read();
    }

    /** For a client, which may be given the settings of any program. */
    Installation installation() {
        return Installation.from(settings(CoordinatorSettings.SCHEMA.and(LauncherSettings.SCHEMA), Map.of()));
    }

    /** The options as settings. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>(set);
        if (bootstrap != null) {
            flags.put(Installation.SERVERS.name(), bootstrap);
        }
        if (installation != null) {
            flags.put(Installation.NAME.name(), installation);
        }
        return flags;
    }

    /** The running standalone, unless another Kafka was named. */
    Optional<Running> running() {
        return bootstrap != null ? Optional.empty() : Running.read(Home.running());
    }
}
