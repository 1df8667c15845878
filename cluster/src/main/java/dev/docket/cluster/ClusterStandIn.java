package dev.docket.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.api.ApiServer;
import dev.docket.cluster.api.Faults;
import dev.docket.cluster.api.RequestObserver;
import dev.docket.cluster.api.WatchFaults;
import dev.docket.cluster.node.Node;
import dev.docket.cluster.store.Json;
import dev.docket.cluster.store.Key;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.WatchHub;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.TreeSet;

/**
 * A cluster in this JVM: Pods over the Kubernetes API on a loopback port, kept in a data directory, run as local
 * processes.
 *
 * <p>A fabric8 client needs {@link #baseUrl()} as its master URL and a namespace, nothing else:
 *
 * <pre>{@code
 * try (ClusterStandIn cluster = ClusterStandIn.start(ClusterConfig.in(directory));
 *         KubernetesClient client = new KubernetesClientBuilder()
 *                 .withConfig(new ConfigBuilder(Config.empty())
 *                         .withMasterUrl(cluster.baseUrl().toString())
 *                         .withNamespace("default")
 *                         .build())
 *                 .build()) { … }
 * }</pre>
 *
 * <p><b>What lasts.</b> A start on the same directory has all acknowledged objects with their uids, at a higher
 * resourceVersion. Pods that may have been running then have failed ({@code status.reason} NodeLost) and never run again;
 * Pods that had not begun run now. Older resourceVersions are answered 410. Closing and crashing are the same to it.
 *
 * <p><b>Security.</b> Whoever reaches the port can run commands as the user of this JVM. It listens on loopback only and
 * refuses what a browser sends for a web page; on a machine shared with people you do not trust, set a token.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class ClusterStandIn implements AutoCloseable {
    private static final long WATCH_HISTORY_BYTES = 64L << 20;

    private final ClusterConfig config;
    private final Deque<AutoCloseable> parts;
    private final WatchHub hub;
    private final ApiServer api;

    private ClusterStandIn(ClusterConfig config, Deque<AutoCloseable> parts, WatchHub hub, ApiServer api) {
        this.config = config;
        this.parts = parts;
        this.hub = hub;
        this.api = api;
    }

    /**
     * Starts a stand-in.
     *
     * @throws IOException if the directory cannot be used (or is used by another), or the port is taken; nothing is left
     *     running then
     */
    public static ClusterStandIn start(ClusterConfig config) throws IOException {
        return start(config, Clock.systemUTC());
    }

    static ClusterStandIn start(ClusterConfig config, Clock clock) throws IOException {
        Path directory = config.dataDirectory().toAbsolutePath().normalize();
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        boolean started = false;
        try {
            Files.createDirectories(directory);
            parts.push(lock(directory));
            ObjectStore store = ObjectStore.open(directory);
            parts.push(store);
            parts.push(HistoryRecorder.open(directory, store, clock));
            WatchHub hub = new WatchHub(store, config.tuning().watchHistory(), WATCH_HISTORY_BYTES);
            Node node =
                    Node.start(store, directory.resolve("pods"), config.tuning().node(), clock);
            parts.push(node);
            ApiServer api = new ApiServer(
                    store,
                    hub,
                    node,
                    new ApiServer.Options(
                            config.access().port(),
                            config.access().token(),
                            config.tuning().bookmarkInterval(),
                            clock));
            parts.push(api);
            furnish(api, store, config);
            api.listen();
            started = true;
            return new ClusterStandIn(config, parts, hub, api);
        } finally {
            if (!started) {
                closeAll(parts);
            }
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException e) {
            file.close();
            throw new IOException("the data directory is used by another stand-in of this JVM: " + directory, e);
        }
        file.close();
        throw new IOException("the data directory is used by another stand-in: " + directory);
    }

    /** What the configuration says of namespaces and quotas holds from this start on, also in an old directory. */
    private static void furnish(ApiServer api, ObjectStore store, ClusterConfig config) {
        Set<String> namespaces = new TreeSet<>(config.namespaces());
        namespaces.add("default");
        for (String namespace : namespaces) {
            api.ensure("namespaces", "", named(namespace));
            Key quotaKey = new Key("resourcequotas", namespace, "docket");
            if (!config.quota().isEmpty() || store.get(quotaKey) != null) {
                ObjectNode quota = named("docket");
                ObjectNode hard = quota.putObject("spec").putObject("hard");
                config.quota().forEach(hard::put);
                api.ensure("resourcequotas", namespace, quota);
            }
        }
    }

    private static ObjectNode named(String name) {
        ObjectNode object = Json.object();
        object.putObject("metadata").put("name", name);
        return object;
    }

    /** Where the API is, without a slash at the end: {@code http://127.0.0.1:PORT}. */
    public URI baseUrl() {
        return api.baseUrl();
    }

    /** Writes a kubeconfig for {@code kubectl} and clients; readable by the owner alone, since it may hold the token. */
    public void writeKubeconfig(Path file) throws IOException {
        String token = config.access().token();
        String user = token == null ? "{}" : "{token: \"" + token + "\"}";
        String text = """
                apiVersion: v1
                kind: Config
                clusters:
                - name: docket
                  cluster: {server: "%s"}
                users:
                - name: docket
                  user: %s
                contexts:
                - name: docket
                  context: {cluster: docket, user: docket, namespace: default}
                current-context: docket
                """.formatted(baseUrl(), user);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, text.getBytes(UTF_8));
    }

    /** What goes wrong with requests from now on; {@link Faults#NONE} ends it. */
    public void faults(Faults faults) {
        api.faults(faults);
    }

    /** Who hears of requests from now on; {@link RequestObserver#NONE} ends it. */
    public void observer(RequestObserver observer) {
        api.observer(observer);
    }

    /** What goes wrong with the events of watches from now on; {@link WatchFaults#NONE} ends it. */
    public void watchFaults(WatchFaults faults) {
        api.watchFaults(faults);
    }

    /** Cuts every open watch. */
    public void cutWatches() {
        hub.cutAll();
    }

    /** Forgets the changes so far: watches and exact lists from before now are answered 410. */
    public void forgetHistory() {
        hub.forget();
    }

    /** Stops serving and kills what runs; a second call does nothing. */
    @Override
    public void close() {
        closeAll(parts);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        RuntimeException failure = null;
        synchronized (parts) {
            while (!parts.isEmpty()) {
                try {
                    parts.pop().close();
                } catch (Exception e) {
                    RuntimeException next = new IllegalStateException("a part of the stand-in could not be closed", e);
                    if (failure == null) {
                        failure = next;
                    } else {
                        failure.addSuppressed(next);
                    }
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
