package dev.docket.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.Uuid;

/**
 * A real Kafka broker in this JVM: one node, its own controller, on the loopback address only. What it holds lives in a
 * directory, survives a kill, and is there again when a broker is started with that directory, on whatever ports.
 *
 * <p>Kafka ends the whole process when it can no longer write to its disk; a program with this broker inside goes down
 * with it.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final int NODE = 1;

    private final BrokerNode node;

    private final BrokerNode.Place place;

    private EmbeddedBroker(BrokerNode node, BrokerNode.Place place) {
        this.node = node;
        this.place = place;
    }

    /**
     * Starts a broker and returns when it takes requests.
     *
     * @param directory where its data is, or is to be; made if it is not there
     * @param port where it is to listen; 0 for any free port
     * @throws IOException if the port is taken, or the directory cannot be used
     */
    public static EmbeddedBroker start(Path directory, int port) throws IOException {
        return start(directory, port, Map.of());
    }

    /**
     * Starts a broker with settings of its own.
     *
     * @param directory where its data is, or is to be; made if it is not there
     * @param port where it is to listen; 0 for any free port
     * @param overrides broker settings, in place of those that Docket chooses
     * @throws IOException if the port is taken, or the directory cannot be used
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> overrides) throws IOException {
        BrokerNode.Place place = new BrokerNode.Place(NODE, directory, LoopbackPorts.find(port));
        Map<String, String> own = new HashMap<>(BrokerDefaults.alone());
        own.putAll(BrokerTuning.TUNED.settings());
        own.putAll(overrides);
        Properties settings = BrokerNode.settings(place, place.voter(), own);
        BrokerNode.format(place, Uuid.randomUuid().toString());
        if (FormerLife.endedBadly(directory)) {
            FormerLife.end(settings, NODE, place.controller());
        }
        return new EmbeddedBroker(BrokerNode.start(settings), place);
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return place.bootstrapServer();
    }

    /** Stops it and returns when all is written. */
    @Override
    public void close() {
        node.close();
    }
}
