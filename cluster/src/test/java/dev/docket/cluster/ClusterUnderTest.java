package dev.docket.cluster;

import dev.docket.cluster.node.NodeOptions;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The cluster that a behaviour suite runs against: a stand-in of its own, or, if the system property
 * {@code docket.test.kubeconfig} names a file, the real cluster it leads to, in a namespace of its own. The suites do not
 * know which.
 */
final class ClusterUnderTest implements AutoCloseable {
    static final String IMAGE = "busybox:1.36";

    private final KubernetesClient client;
    private final String namespace;
    private final @Nullable ClusterStandIn standIn;
    private final @Nullable Path directory;

    /** What came back to a request whose exact form a test sets. */
    record Response(int code, String body) {}

    private ClusterUnderTest(
            KubernetesClient client, String namespace, @Nullable ClusterStandIn standIn, @Nullable Path directory) {
        this.client = client;
        this.namespace = namespace;
        this.standIn = standIn;
        this.directory = directory;
    }

    static ClusterUnderTest open() {
        String kubeconfig = System.getProperty("docket.test.kubeconfig");
        if (kubeconfig != null) {
            Config config = Config.fromKubeconfig(Path.of(kubeconfig).toFile());
            return in(client(config), null, null);
        }
        try {
            Path directory = Files.createTempDirectory("docket-cluster");
            ClusterConfig config = ClusterConfig.in(directory)
                    .withNode(NodeOptions.DEFAULT.withMissingImages(Set.of("docket.invalid/no/such:image")));
            ClusterStandIn standIn = ClusterStandIn.start(config);
            return in(client(standIn), standIn, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ClusterUnderTest in(
            KubernetesClient client, @Nullable ClusterStandIn standIn, @Nullable Path directory) {
        String namespace = "docket-test-" + UUID.randomUUID().toString().substring(0, 8);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return new ClusterUnderTest(client, namespace, standIn, directory);
    }

    static KubernetesClient client(ClusterStandIn standIn) {
        return client(standIn.baseUrl());
    }

    /** A client that repeats nothing by itself. */
    static KubernetesClient client(URI baseUrl) {
        return client(new ConfigBuilder(Config.empty())
                .withMasterUrl(baseUrl.toString())
                .withNamespace("default")
                .withRequestRetryBackoffLimit(0)
                .build());
    }

    /**
     * A client over the JDK's transport: over fabric8's default one, the first events of a watch can be lost, because its
     * listener is set when the connection is already open.
     */
    static KubernetesClient client(Config config) {
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    /** Sends a request through the client's own connection, so that a real cluster's credentials go with it. */
    Response send(String method, String path, @Nullable String contentType, @Nullable String body) {
        try {
            URI base = client.getMasterUrl().toURI();
            HttpRequest.Builder builder =
                    client.getHttpClient().newHttpRequestBuilder().uri(base.resolve(path));
            String type = contentType == null ? "application/json" : contentType;
            if (body == null) {
                builder.method(method, null, null);
            } else {
                builder.method(method, type, body);
            }
            var response = client.getHttpClient()
                    .sendAsync(builder.build(), String.class)
                    .get(60, TimeUnit.SECONDS);
            return new Response(response.code(), String.valueOf(response.body()));
        } catch (Exception e) {
            throw new IllegalStateException(method + " " + path, e);
        }
    }

    /** The path of the namespace's Pods, or of one of them or below. */
    String pods(String... below) {
        return "/api/v1/namespaces/" + namespace + "/pods" + (below.length == 0 ? "" : "/" + String.join("/", below));
    }

    /** A Pod that runs a command, as the launcher would make it. */
    Pod pod(String name, String... command) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(1L)
                .addNewContainer()
                .withName("main")
                .withImage(IMAGE)
                .withCommand(command)
                .endContainer()
                .endSpec()
                .build();
    }

    Pod create(Pod pod) {
        return client.resource(pod).create();
    }

    @Override
    public void close() throws IOException {
        if (standIn == null) {
            client.namespaces().withName(namespace).delete();
        }
        client.close();
        if (standIn != null) {
            standIn.close();
        }
        if (directory != null) {
            try (var files = Files.walk(directory)) {
                for (Path each :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
