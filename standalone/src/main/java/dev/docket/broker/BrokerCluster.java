package dev.docket.broker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.Uuid;

/**
 * Three or more Kafka nodes in this JVM, each broker and controller, on the loopback address only. Every topic that does
 * not say otherwise is on three of them, two of which must have a record before it counts, so that any one may be
 * missing.
 *
 * <p>Kafka ends the whole process when a node can no longer write to its disk.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class BrokerCluster implements AutoCloseable {

    private final Map<Integer, BrokerNode.Place> places;

    private final Map<Integer, BrokerNode> running = new TreeMap<>();

    private BrokerCluster(Map<Integer, BrokerNode.Place> places) {
        this.places = places;
    }

    /**
     * Starts a new cluster and returns when all of its nodes take requests.
     *
     * @param directory where its data is to be, a directory for each node; made if it is not there
     * @param nodes how many, 3 or more; they are called 1, 2, 3, …
     * @param overrides broker settings, in place of those that Docket chooses; see {@link BrokerTuning}
     * @throws IOException if there are no free ports, or the directory cannot be used
     */
    public static BrokerCluster start(Path directory, int nodes, Map<String, String> overrides) throws IOException {
        BrokerCluster cluster = new BrokerCluster(places(directory, nodes));
        Map<String, String> own = new HashMap<>(BrokerDefaults.together());
        own.putAll(overrides);
        String clusterId = Uuid.randomUuid().toString();
        for (BrokerNode.Place place : cluster.places.values()) {
            BrokerNode.format(place, clusterId);
        }
        try {
            cluster.startAll(own);
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static Map<Integer, BrokerNode.Place> places(Path directory, int nodes) throws IOException {
        Map<Integer, BrokerNode.Place> places = new TreeMap<>();
        for (int id = 1; id <= nodes; id++) {
            LoopbackPorts ports = LoopbackPorts.find(0);
            while (isIn(places, ports)) {
                ports = LoopbackPorts.find(0);
            }
            places.put(id, new BrokerNode.Place(id, directory.resolve("node-" + id), ports));
        }
        return places;
    }

    private static boolean isIn(Map<Integer, BrokerNode.Place> places, LoopbackPorts ports) {
        return places.values().stream()
                .flatMapToInt(place ->
                        IntStream.of(place.ports().broker(), place.ports().controller()))
                .anyMatch(taken -> taken == ports.broker() || taken == ports.controller());
    }

    /** At the same time: none of them takes requests before most of them are there. */
    private void startAll(Map<String, String> own) {
        String voters = places.values().stream().map(BrokerNode.Place::voter).collect(Collectors.joining(","));
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (BrokerNode.Place place : places.values()) {
            Properties settings = BrokerNode.settings(place, voters, own);
            starts.add(inThread("start", place.id(), () -> {
                BrokerNode node = BrokerNode.start(settings);
                synchronized (running) {
                    running.put(place.id(), node);
                }
            }));
        }
        awaitAll(starts);
    }

    /** Where clients find it: all of its nodes. */
    public String bootstrapServers() {
        return places.values().stream().map(BrokerNode.Place::bootstrapServer).collect(Collectors.joining(","));
    }

    /**
     * Stops one node, which takes no leave: the others miss it after {@code broker.session.timeout.ms}.
     *
     * @param id which one
     * @throws IllegalArgumentException if it does not run
     */
    public void stop(int id) {
        BrokerNode node;
        synchronized (running) {
            node = running.remove(id);
        }
        if (node == null) {
            throw new IllegalArgumentException("node " + id + " does not run");
        }
        node.close();
    }

    /** Stops all nodes and returns when all is written. */
    @Override
    public void close() {
        List<CompletableFuture<Void>> stops;
        synchronized (running) {
            stops = running.entrySet().stream()
                    .map(node -> inThread("stop", node.getKey(), node.getValue()::close))
                    .collect(Collectors.toList());
            running.clear();
        }
        awaitAll(stops);
    }

    private static CompletableFuture<Void> inThread(String what, int node, Runnable step) {
        return CompletableFuture.runAsync(step, task -> new Thread(task, what + "-node-" + node).start());
    }

    private static void awaitAll(List<? extends CompletionStage<Void>> steps) {
        try {
            CompletableFuture.allOf(steps.stream()
                            .map(CompletionStage::toCompletableFuture)
                            .toArray(CompletableFuture[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
