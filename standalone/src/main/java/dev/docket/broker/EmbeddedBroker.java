package dev.docket.broker;

import dev.docket.config.Installation;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

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

    private static final String HOST = "127.0.0.1";

    private final KafkaRaftServer server;

    private final int port;

    private EmbeddedBroker(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
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
        Files.createDirectories(directory);
        LoopbackPorts ports = LoopbackPorts.find(port);
        Properties properties = new Properties();
        properties.putAll(settings(directory, ports));
        properties.putAll(overrides);
        format(directory);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
            endHangingTransactions(HOST + ":" + ports.broker());
        } catch (IOException | RuntimeException | Error e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedBroker(server, ports.broker());
    }

    private static void endHangingTransactions(String bootstrapServers) throws IOException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            new HangingTransactions(admin).end();
        } catch (ExecutionException e) {
            throw new IOException("the broker does not answer", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker was starting", e);
        }
    }

    /** Where clients find it. */
    public String bootstrapServers() {
        return HOST + ":" + port;
    }

    /** Stops it and returns when all is written. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** A directory is formatted once: the cluster id that it gets then is its own for ever. */
    private static void format(Path directory) throws IOException {
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
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

    private static Map<String, String> settings(Path directory, LoopbackPorts ports) {
        Map<String, String> settings = new HashMap<>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE));
        settings.put(
                "listeners",
                "PLAINTEXT://" + HOST + ":" + ports.broker() + ",CONTROLLER://" + HOST + ":" + ports.controller());
        settings.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + ports.broker());
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.quorum.voters", NODE + "@" + HOST + ":" + ports.controller());
        settings.put("log.dirs", directory.toString());
        settings.putAll(ALONE);
        settings.putAll(SMALL);
        settings.putAll(PROMPT);
        return settings;
    }

    /** There is no second node to copy anything to, and topics are made by those who know how. */
    private static final Map<String, String> ALONE = Map.of(
            "auto.create.topics.enable", "false",
            "default.replication.factor", "1",
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1");

    /** Kafka's defaults are for a machine of its own: 50 partitions of offsets, 128 MB to compact with. */
    private static final Map<String, String> SMALL = Map.of(
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "log.segment.bytes", Integer.toString(64 * 1024 * 1024),
            "log.index.size.max.bytes", Integer.toString(1024 * 1024),
            "log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024),
            "num.network.threads", "2",
            "num.io.threads", "4",
            "num.recovery.threads.per.data.dir", "2",
            "message.max.bytes", Integer.toString(Installation.MAX_BATCH_BYTES));

    /** Nobody else is about to join, and after a kill nobody else is about to come back. */
    private static final Map<String, String> PROMPT = Map.of(
            "group.initial.rebalance.delay.ms", "0",
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000",
            "broker.heartbeat.interval.ms", "500",
            "broker.session.timeout.ms", "3000");
}
