package dev.docket.cluster;

import dev.docket.cluster.node.NodeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link ClusterStandIn} is set up: {@code ClusterConfig.in(directory)} and what should differ.
 *
 * @param dataDirectory where Pods, their history, logs and private files are kept; made if there is none, and used by one
 *     stand-in at a time
 * @param access port and token
 * @param namespaces made at start; {@code default} always is
 * @param quota the hard limits of a {@code ResourceQuota} named {@code docket} made at start in each of the namespaces;
 *     empty for none. The keys are Kubernetes': {@code pods}, {@code requests.cpu}, {@code limits.memory}, …
 * @param tuning of watches and of the node
 */
public record ClusterConfig(
        Path dataDirectory, Access access, Set<String> namespaces, Map<String, String> quota, Tuning tuning) {

    /**
     * @param port 0 for any free one
     * @param token what clients must send as their bearer token; null lets every local process in
     */
    public record Access(int port, @Nullable String token) {}

    /**
     * @param watchHistory how many changes a watch can start behind the present; more are answered 410
     * @param bookmarkInterval how often watches that ask for bookmarks get one
     */
    public record Tuning(int watchHistory, Duration bookmarkInterval, NodeOptions node) {}

    public ClusterConfig {
        namespaces = Set.copyOf(namespaces);
        quota = Map.copyOf(quota);
    }

    /** Any port, no token, no quota, 10 000 changes of history, a bookmark each 10 s, {@link NodeOptions#DEFAULT}. */
    public static ClusterConfig in(Path dataDirectory) {
        return new ClusterConfig(
                dataDirectory,
                new Access(0, null),
                Set.of("default"),
                Map.of(),
                new Tuning(10_000, Duration.ofSeconds(10), NodeOptions.DEFAULT));
    }

    public ClusterConfig withPort(int port) {
        return new ClusterConfig(dataDirectory, new Access(port, access.token()), namespaces, quota, tuning);
    }

    public ClusterConfig withToken(String token) {
        return new ClusterConfig(dataDirectory, new Access(access.port(), token), namespaces, quota, tuning);
    }

    public ClusterConfig withNamespaces(Set<String> names) {
        return new ClusterConfig(dataDirectory, access, names, quota, tuning);
    }

    public ClusterConfig withQuota(Map<String, String> hard) {
        return new ClusterConfig(dataDirectory, access, namespaces, hard, tuning);
    }

    public ClusterConfig withNode(NodeOptions node) {
        return new ClusterConfig(
                dataDirectory,
                access,
                namespaces,
                quota,
                new Tuning(tuning.watchHistory(), tuning.bookmarkInterval(), node));
    }

    public ClusterConfig withWatchHistory(int changes) {
        return new ClusterConfig(
                dataDirectory,
                access,
                namespaces,
                quota,
                new Tuning(changes, tuning.bookmarkInterval(), tuning.node()));
    }

    public ClusterConfig withBookmarkInterval(Duration interval) {
        return new ClusterConfig(
                dataDirectory, access, namespaces, quota, new Tuning(tuning.watchHistory(), interval, tuning.node()));
    }
}
