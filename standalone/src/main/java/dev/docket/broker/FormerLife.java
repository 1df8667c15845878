package dev.docket.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.utils.Time;

/**
 * The registration of a broker that was killed. As long as it stands, a broker that starts in its place sees itself lead
 * partitions that are about to have no leader; and on Kafka 4.3.1 a transaction coordinator that finds a partition without
 * a leader takes it for deleted, skips its markers and calls the transaction complete. What was committed is then never
 * readable, and whoever reads only what is committed, the restore of a store for one, waits for ever.
 *
 * <p>So the controller is started alone first, and told that the killed one is gone. The broker then finds every partition
 * without a leader, coordinates nothing, and gets all of them back together.
 */
final class FormerLife {

    private FormerLife() {}

    /** Whether the broker of this directory was killed, or has never run. */
    static boolean endedBadly(Path directory) {
        return Files.exists(directory.resolve("__cluster_metadata-0"))
                && Files.notExists(directory.resolve(".kafka_cleanshutdown"));
    }

    /**
     * Removes the registration.
     *
     * @param broker the settings of the broker that is to be started
     * @throws IOException if the controller does not answer
     */
    static void end(Properties broker, int node, String controller) throws IOException {
        Properties properties = new Properties();
        properties.putAll(broker);
        properties.put("process.roles", "controller");
        properties.put("listeners", "CONTROLLER://" + controller);
        properties.remove("advertised.listeners");
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        try {
            server.startup();
            unregister(node, controller);
        } finally {
            server.shutdown();
            server.awaitShutdown();
        }
    }

    private static void unregister(int node, String controller) throws IOException {
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, controller))) {
            admin.unregisterBroker(node).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw new IOException("the controller does not answer", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the broker was starting", e);
        }
    }
}
