package dev.docket.bench.fleet;

import dev.docket.bench.rig.InstanceProcess;
import dev.docket.broker.BrokerCluster;
import dev.docket.broker.BrokerTuning;
import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Three brokers in this JVM and coordinators in JVMs of their own. What is started here ends with it, and with this JVM.
 *
 * <p>Threading: one thread starts and stops instances; anybody may ask which there are.
 */
final class Fleet implements AutoCloseable {

    static final int PARTITIONS = 12;

    static final int BROKERS = 3;

    /** Small, and compiled quickly: several share two processors with three brokers, and none lives long. */
    private static final List<String> JVM = List.of("-Xmx384m", "-XX:TieredStopAtLevel=1");

    private final Path directory;
    private final BrokerCluster brokers;
    private final Map<String, String> settings;
    private final List<InstanceProcess> instances = new CopyOnWriteArrayList<>();
    private final Thread hook = new Thread(() -> endInstances(), "end-instances");
    private int started;

    private Fleet(Path directory, BrokerCluster brokers, Map<String, String> settings) {
        this.directory = directory;
        this.brokers = brokers;
        this.settings = settings;
    }

    /**
     * Starts the brokers.
     *
     * @param directory where everything is kept
     * @param own settings of every coordinator
     */
    static Fleet start(Path directory, BrokerTuning tuning, Map<String, String> own) throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of("topics.partitions", Integer.toString(PARTITIONS)));
        settings.putAll(own);
        BrokerCluster brokers = BrokerCluster.start(directory.resolve("kafka"), BROKERS, tuning.settings());
        Fleet fleet = new Fleet(directory, brokers, settings);
        Runtime.getRuntime().addShutdownHook(fleet.hook);
        return fleet;
    }

    /** Starts one more coordinator, with nothing on its disk. */
    InstanceProcess add() throws IOException {
        started++;
        InstanceProcess instance = InstanceProcess.start(
                directory.resolve("instance-" + started), brokers.bootstrapServers(), JVM, settings);
        instances.add(instance);
        return instance;
    }

    /** Forgets one that was ended. */
    void remove(InstanceProcess ended) {
        instances.remove(ended);
    }

    /** Those that were started and not removed, in the order of their start. */
    List<InstanceProcess> instances() {
        return List.copyOf(instances);
    }

    /** How clients reach this Kafka. */
    Installation installation() {
        return new Installation(
                "docket",
                Arrays.stream(brokers.bootstrapServers().split(",", -1))
                        .map(server -> HostPort.read(server).orElseThrow())
                        .toList(),
                KafkaSettings.NONE);
    }

    private void endInstances() {
        instances.forEach(InstanceProcess::close);
    }

    @Override
    public void close() {
        endInstances();
        Runtime.getRuntime().removeShutdownHook(hook);
        brokers.close();
    }
}
