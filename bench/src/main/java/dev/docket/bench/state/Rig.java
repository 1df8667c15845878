package dev.docket.bench.state;

import dev.docket.bench.rig.MeasuredBroker;
import dev.docket.broker.EmbeddedBroker;
import dev.docket.config.Installation;
import dev.docket.config.SettingsReader;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.coordinator.StartChecks;
import dev.docket.coordinator.StreamsSettings;
import dev.docket.processor.Nodes;
import dev.docket.store.ChangelogSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A broker with an installation of one partition whose changelog can be written before any coordinator was there: what
 * one that starts then finds is what another had left.
 */
public final class Rig implements AutoCloseable {

    /** Of every coordinator here. */
    static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("installation", "bench"),
            Map.entry("topics.partitions", "1"),
            Map.entry("topics.replication-factor", "1"),
            Map.entry("streams.standby-replicas", "0"),
            Map.entry("streams.threads", "1"),
            Map.entry("queue.max-active", "0"),
            Map.entry("queue.max-per-user", "10000000"),
            Map.entry("queue.max-pending", "10000000"),
            Map.entry("queue.max-pending-bytes", Long.toString(Long.MAX_VALUE)),
            Map.entry("finished.max", "100000000"));

    private final EmbeddedBroker broker;
    private final Path directory;

    private Rig(EmbeddedBroker broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
    }

    /** Starts the broker, and makes the topics. Nothing is compacted, so that all turns read the same changelog. */
    public static Rig start(Path directory) throws Exception {
        EmbeddedBroker broker = MeasuredBroker.start(directory.resolve("kafka"));
        Rig rig = new Rig(broker, directory);
        try {
            rig.createTopics();
            return rig;
        } catch (Exception | Error e) {
            rig.close();
            throw e;
        }
    }

    private void createTopics() throws Exception {
        CoordinatorConfig config = config("none", Map.of());
        new StartChecks(config).createTopics();
        Map<String, String> settings = new HashMap<>(ChangelogSettings.DEFAULTS);
        settings.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Installation.MAX_BATCH_BYTES));
        try (Admin admin = Admin.create(config.installation().adminClient())) {
            admin.createTopics(List.of(
                            new NewTopic(changelog(), Optional.of(1), Optional.of((short) 1)).configs(settings)))
                    .all()
                    .get();
        }
    }

    /** Where the state of somebody is kept. */
    public Path directory(String name) {
        return directory.resolve(name);
    }

    /** The changelog of the store. */
    public String changelog() {
        return StreamsSettings.applicationId(config("none", Map.of()).installation()) + "-" + Nodes.STORE
                + "-changelog";
    }

    /**
     * Writes these into the changelog.
     *
     * @return how many records they are
     */
    public long write(Changes changes) {
        Map<String, Object> settings =
                new HashMap<>(config("none", Map.of()).installation().producer());
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        return ChangelogWriter.write(settings, changelog(), changes);
    }

    /** How to reach the broker. */
    String servers() {
        return broker.bootstrapServers();
    }

    /** A coordinator's configuration with its state under this name. */
    public CoordinatorConfig config(String state, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.put("bootstrap.servers", servers());
        settings.put("state.directory", directory(state).toString());
        settings.put("http.port", "0");
        settings.putAll(more);
        return CoordinatorConfig.from(
                new SettingsReader(CoordinatorSettings.SCHEMA).flags(settings).read());
    }

    @Override
    public void close() {
        broker.close();
    }
}
