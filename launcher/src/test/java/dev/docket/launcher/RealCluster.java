package dev.docket.launcher;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A namespace of its own on the cluster that {@code KUBECONFIG} names: the {@code restricted} Pod Security Standard is
 * enforced, a quota and a limit range hold. Closing it takes its Pods, whatever keeps them, and the namespace away.
 */
final class RealCluster implements TestCluster {
    private static final Map<String, String> ROOM = Map.of(
            "pods",
            "50",
            "requests.cpu",
            "1500m",
            "requests.memory",
            "1Gi",
            "limits.cpu",
            "50",
            "limits.memory",
            "4Gi");

    private final KubernetesClient client;
    private final String namespace;
    private volatile String lastRefusal = "";

    private RealCluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** @param quota a second quota for the namespace; empty for none */
    static RealCluster open(Map<String, String> quota) {
        if (System.getenv().getOrDefault("KUBECONFIG", "").isBlank()) {
            throw new IllegalStateException("cluster.real is set, but no KUBECONFIG says which cluster is meant");
        }
        Config config = Config.autoConfigure(null);
        KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build();
        String namespace = "docket-test-" + UUID.randomUUID().toString().substring(0, 8);
        RealCluster cluster = new RealCluster(client, namespace);
        try {
            cluster.furnish(quota);
        } catch (RuntimeException | Error e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    @Override
    public Config access() {
        return new ConfigBuilder(client.getConfiguration())
                .withNamespace(namespace)
                .build();
    }

    @Override
    public String namespace() {
        return namespace;
    }

    private void furnish(Map<String, String> quota) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .addToLabels("docket.dev/test", "true")
                        .endMetadata()
                        .build())
                .create();
        limits();
        quota("room", ROOM);
        if (!quota.isEmpty()) {
            quota("docket", quota);
        }
        // A namespace is usable when its service account is there and its quotas have been counted.
        try {
            await().atMost(Installation.SOON).until(this::takesPods);
        } catch (ConditionTimeoutException e) {
            throw new IllegalStateException("the namespace takes no Pods: " + lastRefusal, e);
        }
    }

    private void limits() {
        try {
            client.resource(new LimitRangeBuilder()
                            .withNewMetadata()
                            .withName("docket")
                            .withNamespace(namespace)
                            .endMetadata()
                            .withNewSpec()
                            .addNewLimit()
                            .withType("Container")
                            .withDefault(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("64Mi")))
                            .withDefaultRequest(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
                            .withMax(Map.of("cpu", new Quantity("8"), "memory", new Quantity("1Gi")))
                            .endLimit()
                            .endSpec()
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404) {
                throw e;
            }
            // The stand-in, as a process of its own, has none; a real API server always has.
            System.err.println("this API server knows no LimitRange; the suite runs without one");
        }
    }

    private void quota(String name, Map<String, String> hard) {
        Map<String, Quantity> amounts = new HashMap<>();
        hard.forEach((resource, amount) -> amounts.put(resource, new Quantity(amount)));
        client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withHard(amounts)
                        .endSpec()
                        .build())
                .create();
    }

    private boolean takesPods() {
        Pod probe = new PodBlueprint(
                        "docket", LauncherConfigTest.config(Map.of()).pods(), PodTemplates.all(PodTemplate.none()))
                .of(Commands.create("probe", Instant.now(), Commands.spec(1, "")), new CommandPosition(0, 0), null);
        try {
            client.pods().inNamespace(namespace).resource(probe).dryRun().create();
            return true;
        } catch (KubernetesClientException e) {
            if (String.valueOf(e.getMessage()).contains("exceeded quota")) {
                return true;
            }
            if (e.getCode() == 403) {
                lastRefusal = String.valueOf(e.getMessage());
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        try {
            List<Pod> left = client.pods().inNamespace(namespace).list().getItems();
            for (Pod pod : left) {
                client.pods()
                        .inNamespace(namespace)
                        .resource(pod)
                        .edit(held -> new PodBuilder(held)
                                .editMetadata()
                                .withFinalizers(List.of())
                                .endMetadata()
                                .build());
                client.pods()
                        .inNamespace(namespace)
                        .resource(pod)
                        .withGracePeriod(0)
                        .delete();
            }
            removeNamespace();
        } finally {
            client.close();
        }
    }

    private void removeNamespace() {
        try {
            client.namespaces().withName(namespace).delete();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 405) {
                throw e;
            }
            System.err.println("this API server deletes no namespaces; " + namespace + " stays, empty");
            return;
        }
        await().atMost(Installation.SOON)
                .until(() -> client.namespaces().withName(namespace).get() == null);
    }
}
