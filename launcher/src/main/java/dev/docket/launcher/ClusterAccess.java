package dev.docket.launcher;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client, set up for the launcher: it repeats no request by itself, because what a failure means is decided here, per
 * command; its own watches are not used, see {@link PodWatch}; and it runs on fabric8's default transport, Vert.x: a few
 * event loops carry all connections, HTTP/1.1 connections are pooled, and it is the transport that fabric8 itself tests
 * most. (The JDK's client makes threads of its own and, on 17, does not time out a dead connection.)
 *
 * @param client the client
 * @param namespace where the Pods go
 */
record ClusterAccess(KubernetesClient client, String namespace) implements AutoCloseable {

    /** The cluster that a configuration names, or the one that kubectl would use. */
    static Config of(LauncherConfig.Cluster cluster) {
        if (cluster.master() != null) {
            return new ConfigBuilder(Config.empty())
                    .withMasterUrl(cluster.master())
                    .withNamespace(cluster.namespace())
                    .build();
        }
        return cluster.kubeconfig() == null
                ? Config.autoConfigure(null)
                : Config.fromKubeconfig(cluster.kubeconfig().toFile());
    }

    /**
     * @param timeout how long an answer may take
     * @param throttle hears when the API server asks to be left alone, and for how long
     */
    static ClusterAccess open(
            Config cluster, @Nullable String namespace, Duration timeout, Consumer<Duration> throttle) {
        Config config = new ConfigBuilder(cluster)
                .withRequestRetryBackoffLimit(0)
                .withRequestTimeout((int) timeout.toMillis())
                .withConnectionTimeout((int) timeout.toMillis())
                .withUserAgent("docket-launcher")
                .build();
        String where = Optional.ofNullable(namespace)
                .or(() -> Optional.ofNullable(config.getNamespace()))
                .orElse("default");
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("docket-throttle", new ThrottleListener(throttle)))
                .build();
        return new ClusterAccess(client, where);
    }

    @Override
    public void close() {
        client.close();
    }
}
