package dev.docket.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka node in this JVM, broker and controller in one, on the loopback address only.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class BrokerNode implements AutoCloseable {

    static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;

    private BrokerNode(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Where a node is.
     *
     * @param id its number, 1 or more
     * @param directory where its data is, or is to be
     * @param ports where it listens
     */
    record Place(int id, Path directory, LoopbackPorts ports) {

        /** Where clients find it. */
        String bootstrapServer() {
            return HOST + ":" + ports.broker();
        }

        /** Where other nodes find its controller. */
        String controller() {
            return HOST + ":" + ports.controller();
        }

        /** How it is written in {@code controller.quorum.voters}. */
        String voter() {
            return id + "@" + controller();
        }
    }

    /**
     * The settings of a node.
     *
     * @param voters all controllers, as {@link Place#voter} writes them, with commas between
     * @param more what is particular to it
     */
    static Properties settings(Place place, String voters, Map<String, String> more) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(place.id()));
        settings.put("listeners", "PLAINTEXT://" + place.bootstrapServer() + ",CONTROLLER://" + place.controller());
        settings.put("advertised.listeners", "PLAINTEXT://" + place.bootstrapServer());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", voters);
        settings.put("log.dirs", place.directory().toString());
        settings.putAll(more);
        return settings;
    }

    /**
     * Makes the directory a node's, if it is not one yet. It is formatted once: the id that it gets then is its own for
     * ever.
     *
     * @throws IOException if the directory cannot be used
     */
    static void format(Place place, String clusterId) throws IOException {
        Path directory = place.directory();
        Files.createDirectories(directory);
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(place.id())
                    .setClusterId(clusterId)
                    .addDirectory(directory.toString())
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .run();
        } catch (IOException e) {
            throw e;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (Exception e) {
            throw new IOException("the directory cannot be made into a broker's: " + directory, e);
        }
    }

    /** Starts it in a formatted directory and returns when it takes requests, which needs most of its cluster's controllers. */
    static BrokerNode start(Properties settings) {
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(settings, false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
        return new BrokerNode(server);
    }

    /** Stops it and returns when all is written. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
