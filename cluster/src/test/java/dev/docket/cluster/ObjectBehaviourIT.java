package dev.docket.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Creating, reading, listing and refusing, as any Kubernetes cluster does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObjectBehaviourIT {
    private final ClusterUnderTest cluster = ClusterUnderTest.open();

    /** Three Pods that stay, to select among. */
    @BeforeAll
    void furnish() {
        labelled("sel-a", Map.of("tier", "web", "env", "prod"));
        labelled("sel-b", Map.of("tier", "web", "env", "test"));
        labelled("sel-c", Map.of("tier", "db"));
    }

    @AfterAll
    void close() throws IOException {
        cluster.close();
    }

    private void labelled(String name, Map<String, String> labels) {
        Pod pod = cluster.pod(name, "sleep", "3600");
        cluster.create(new PodBuilder(pod)
                .editMetadata()
                .withLabels(labels)
                .endMetadata()
                .build());
    }

    private List<String> select(String query) {
        var response = cluster.send("GET", cluster.pods() + "?" + query, null, null);
        assertThat(response.code()).as(response.body()).isEqualTo(200);
        return Serialization.unmarshal(response.body(), PodList.class).getItems().stream()
                .map(pod -> pod.getMetadata().getName())
                .filter(name -> name.startsWith("sel-"))
                .toList();
    }

    private static Status status(ClusterUnderTest.Response response) {
        return Serialization.unmarshal(response.body(), Status.class);
    }

    private Status refused(int code, String method, String path, String body) {
        var response = cluster.send(method, path, "application/json", body);
        assertThat(response.code()).as(response.body()).isEqualTo(code);
        Status status = status(response);
        assertThat(status.getKind()).isEqualTo("Status");
        assertThat(status.getStatus()).isEqualTo("Failure");
        assertThat(status.getCode()).isEqualTo(code);
        return status;
    }

    private Status refusedPod(int code, Pod pod) {
        return refused(code, "POST", cluster.pods(), Serialization.asJson(pod));
    }

    @Test
    void givesANewPodItsIdentityAndTheDefaults() {
        Pod created = cluster.create(cluster.pod("newborn", "sleep", "3600"));

        assertThat(created.getMetadata().getUid()).matches("[0-9a-f-]{36}");
        assertThat(created.getMetadata().getCreationTimestamp()).endsWith("Z");
        assertThat(Long.parseLong(created.getMetadata().getResourceVersion())).isPositive();
        assertThat(created.getStatus().getPhase()).isEqualTo("Pending");
        assertThat(created.getStatus().getQosClass()).isEqualTo("BestEffort");
        assertThat(created.getSpec().getDnsPolicy()).isEqualTo("ClusterFirst");
        assertThat(created.getSpec().getSchedulerName()).isEqualTo("default-scheduler");
        assertThat(created.getSpec().getContainers().get(0).getTerminationMessagePath())
                .isEqualTo("/dev/termination-log");
    }

    @Test
    void takesRequestsFromLimitsAndTellsTheQosClass() {
        Pod pod = new PodBuilder(cluster.pod("guaranteed", "sleep", "3600"))
                .editSpec()
                .editContainer(0)
                .withNewResources()
                .withLimits(Map.of("cpu", new Quantity("10m"), "memory", new Quantity("16Mi")))
                .endResources()
                .endContainer()
                .endSpec()
                .build();

        Pod created = cluster.create(pod);

        assertThat(created.getSpec().getContainers().get(0).getResources().getRequests())
                .containsEntry("cpu", new Quantity("10m"));
        assertThat(created.getStatus().getQosClass()).isEqualTo("Guaranteed");
    }

    @Test
    void makesANameFromAPrefix() {
        Pod pod = cluster.pod("x", "sleep", "3600");
        pod.getMetadata().setName(null);
        pod.getMetadata().setGenerateName("made-");

        assertThat(cluster.create(pod).getMetadata().getName()).matches("made-[a-z0-9]{5}");
    }

    @Test
    void tellsATakenNameFromAStaleVersion() {
        Pod first = cluster.create(cluster.pod("taken", "sleep", "3600"));

        Status taken = refusedPod(409, cluster.pod("taken", "sleep", "3600"));
        assertThat(taken.getReason()).isEqualTo("AlreadyExists");
        assertThat(taken.getMessage()).isEqualTo("pods \"taken\" already exists");
        assertThat(taken.getDetails().getName()).isEqualTo("taken");

        Pod stale = new PodBuilder(first)
                .editMetadata()
                .withResourceVersion("1")
                .addToLabels("a", "b")
                .endMetadata()
                .build();
        Status conflict = refused(409, "PUT", cluster.pods("taken"), Serialization.asJson(stale));
        assertThat(conflict.getReason()).isEqualTo("Conflict");
        assertThat(conflict.getMessage()).contains("the object has been modified");
    }

    @Test
    void answersNotFoundWithAStatus() {
        Status status = refused(404, "GET", cluster.pods("nobody"), "");
        assertThat(status.getReason()).isEqualTo("NotFound");
        assertThat(status.getMessage()).isEqualTo("pods \"nobody\" not found");
        assertThat(status.getDetails().getKind()).isEqualTo("pods");
        assertThat(refused(404, "DELETE", cluster.pods("nobody"), "{}").getReason())
                .isEqualTo("NotFound");
        assertThat(cluster.client()
                        .pods()
                        .inNamespace(cluster.namespace())
                        .withName("nobody")
                        .get())
                .isNull();
    }

    @Test
    void refusesAPodInANamespaceThatIsNotThere() {
        Pod pod = cluster.pod("lost", "sleep", "1");
        pod.getMetadata().setNamespace("not-there");
        Status status = refused(404, "POST", "/api/v1/namespaces/not-there/pods", Serialization.asJson(pod));
        assertThat(status.getMessage()).isEqualTo("namespaces \"not-there\" not found");
    }

    @Test
    void refusesWhatIsNoJsonOrNoPod() {
        assertThat(refused(400, "POST", cluster.pods(), "{\"kind\":").getReason())
                .isEqualTo("BadRequest");
        assertThat(refused(
                                400,
                                "POST",
                                cluster.pods(),
                                "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"x\"}}")
                        .getReason())
                .isEqualTo("BadRequest");
        refused(
                400,
                "POST",
                cluster.pods(),
                "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"x\"},\"spec\":7}");
    }

    @Test
    void refusesAnotherNamespaceThanThePathNames() {
        Pod pod = cluster.pod("elsewhere", "sleep", "1");
        pod.getMetadata().setNamespace("default");
        assertThat(refusedPod(400, pod).getMessage()).contains("does not match the namespace");
    }

    @Test
    void namesEveryFaultOfAnInvalidPod() {
        Pod pod = new PodBuilder(cluster.pod("Bad_Name", "sleep", "1"))
                .editSpec()
                .editContainer(0)
                .withImage("")
                .addNewVolumeMount()
                .withName("v")
                .withMountPath("/a")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("v")
                .withMountPath("/a")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("v")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .endSpec()
                .build();

        Status status = refusedPod(422, pod);

        assertThat(status.getReason()).isEqualTo("Invalid");
        assertThat(status.getMessage()).startsWith("Pod \"Bad_Name\" is invalid: [");
        assertThat(status.getDetails().getCauses())
                .extracting("field")
                .contains("metadata.name", "spec.containers[0].image", "spec.containers[0].volumeMounts[1].mountPath");
    }

    @Test
    void refusesAPodWithoutContainers() {
        Pod pod = new PodBuilder(cluster.pod("empty"))
                .editSpec()
                .withContainers()
                .endSpec()
                .build();
        assertThat(refusedPod(422, pod).getDetails().getCauses())
                .extracting("field")
                .contains("spec.containers");
    }

    @Test
    void refusesARequestAboveItsLimit() {
        Pod pod = new PodBuilder(cluster.pod("greedy", "sleep", "1"))
                .editSpec()
                .editContainer(0)
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("2")))
                .withLimits(Map.of("cpu", new Quantity("1")))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
        assertThat(refusedPod(422, pod).getMessage()).contains("must be less than or equal to cpu limit");
    }

    @Test
    void boundsAnnotationsAt256KibInAll() {
        Pod fits = cluster.pod("notes-fit", "sleep", "3600");
        fits.getMetadata().setAnnotations(Map.of("a", "x".repeat(256 * 1024 - 1)));
        assertThat(cluster.create(fits).getMetadata().getUid()).isNotEmpty();

        Pod over = cluster.pod("notes-over", "sleep", "3600");
        over.getMetadata().setAnnotations(Map.of("a", "x".repeat(200 * 1024), "b", "ü".repeat(40 * 1024)));
        Status status = refusedPod(422, over);
        assertThat(status.getDetails().getCauses().get(0).getField()).isEqualTo("metadata.annotations");
        assertThat(status.getMessage()).contains("Too long");
    }

    @Test
    void selectsByEqualityAndBySets() {
        assertThat(select("labelSelector=tier%3Dweb")).containsExactly("sel-a", "sel-b");
        assertThat(select("labelSelector=tier%3D%3Ddb")).containsExactly("sel-c");
        assertThat(select("labelSelector=env!%3Dprod")).containsExactly("sel-b", "sel-c");
        assertThat(select("labelSelector=env%20in%20(prod,test),tier%3Dweb")).containsExactly("sel-a", "sel-b");
        assertThat(select("labelSelector=env%20notin%20(prod)")).containsExactly("sel-b", "sel-c");
        assertThat(select("labelSelector=env")).containsExactly("sel-a", "sel-b");
        assertThat(select("labelSelector=!env")).containsExactly("sel-c");
        assertThat(select("labelSelector=tier%20in%20(cache)")).isEmpty();
    }

    @Test
    void selectsByFields() {
        assertThat(select("fieldSelector=metadata.name%3Dsel-b")).containsExactly("sel-b");
        assertThat(select("fieldSelector=metadata.name!%3Dsel-b")).containsExactly("sel-a", "sel-c");
        assertThat(select("fieldSelector=status.phase%3DSucceeded")).isEmpty();
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(select("fieldSelector=status.phase%3DRunning,spec.nodeName!%3D"))
                        .containsExactly("sel-a", "sel-b", "sel-c"));
        refused(400, "GET", cluster.pods() + "?fieldSelector=spec.colour%3Dred", "");
    }

    @Test
    void refusesASelectorItCannotRead() {
        refused(400, "GET", cluster.pods() + "?labelSelector=a%20in%20(", "");
        refused(400, "GET", cluster.pods() + "?labelSelector=a%20b", "");
    }

    @Test
    void pagesShowOnePictureOfOneVersion() {
        String selector = "labelSelector=tier&limit=2";
        PodList first = list(selector);
        assertThat(first.getItems()).hasSize(2);
        assertThat(first.getMetadata().getContinue()).isNotEmpty();
        labelled("zz-later", Map.of("tier", "late"));

        PodList second = list(selector + "&continue=" + first.getMetadata().getContinue());

        assertThat(second.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
        assertThat(second.getItems())
                .extracting(pod -> pod.getMetadata().getName())
                .containsExactly("sel-c");
        assertThat(second.getMetadata().getContinue()).isNullOrEmpty();
        cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withName("zz-later")
                .delete();
    }

    private PodList list(String query) {
        return Serialization.unmarshal(
                cluster.send("GET", cluster.pods() + "?" + query, null, null).body(), PodList.class);
    }

    @Test
    void answersAListAtAVersionThatIsYetToComeWithATimeout() {
        Status status = refused(504, "GET", cluster.pods() + "?resourceVersion=999999999999999", "");
        assertThat(status.getMessage()).startsWith("Too large resource version");
    }

    @Test
    void listsFromTheCacheAndNotOlderThan() {
        PodList now = list("resourceVersion=0");
        assertThat(now.getItems()).isNotEmpty();
        PodList notOlder = list("resourceVersionMatch=NotOlderThan&resourceVersion="
                + now.getMetadata().getResourceVersion());
        assertThat(Long.parseLong(notOlder.getMetadata().getResourceVersion()))
                .isGreaterThanOrEqualTo(Long.parseLong(now.getMetadata().getResourceVersion()));
        refused(422, "GET", cluster.pods() + "?resourceVersionMatch=NotOlderThan", "");
    }

    @Test
    void refusesAPodThatWouldExceedAQuotaInItsExactWords() throws IOException {
        try (ClusterUnderTest own = ClusterUnderTest.open()) {
            ResourceQuota quota = new ResourceQuotaBuilder()
                    .withNewMetadata()
                    .withName("small")
                    .withNamespace(own.namespace())
                    .endMetadata()
                    .withNewSpec()
                    .withHard(Map.of("pods", new Quantity("2"), "requests.cpu", new Quantity("100m")))
                    .endSpec()
                    .build();
            own.client().resource(quota).create();
            Pod fits = limited(own, "one", "60m");
            await().atMost(60, SECONDS).ignoreExceptions().until(() -> own.create(fits) != null);

            KubernetesClientException refused =
                    catchThrowableOfType(KubernetesClientException.class, () -> own.create(limited(own, "two", "50m")));
            assertThat(refused.getCode()).isEqualTo(403);
            assertThat(refused.getStatus().getReason()).isEqualTo("Forbidden");
            assertThat(refused.getStatus().getMessage())
                    .isEqualTo("pods \"two\" is forbidden: exceeded quota: small, requested: requests.cpu=50m, used:"
                            + " requests.cpu=60m, limited: requests.cpu=100m");

            KubernetesClientException unstated = catchThrowableOfType(
                    KubernetesClientException.class, () -> own.create(own.pod("three", "sleep", "1")));
            assertThat(unstated.getStatus().getMessage()).contains("failed quota: small: must specify requests.cpu");

            own.client().resource(fits).withGracePeriod(0).delete();
            await().atMost(60, SECONDS)
                    .ignoreExceptions()
                    .until(() -> own.create(limited(own, "four", "100m")) != null);
        }
    }

    private static Pod limited(ClusterUnderTest cluster, String name, String cpu) {
        return new PodBuilder(cluster.pod(name, "sleep", "3600"))
                .editSpec()
                .editContainer(0)
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity(cpu)))
                .endResources()
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void tellsItsVersionAndWhatItServes() {
        assertThat(cluster.send("GET", "/version", null, null).body()).contains("gitVersion");
        assertThat(cluster.send("GET", "/api", null, null).body()).contains("\"v1\"");
        assertThat(cluster.send("GET", "/apis", null, null).body()).contains("APIGroupList");
        assertThat(cluster.send("GET", "/api/v1", null, null).body()).contains("\"pods/log\"");
        assertThat(cluster.client().getKubernetesVersion().getMajor()).isEqualTo("1");
        refused(404, "GET", "/api/v1/nonsense", "");
        refused(405, "PUT", cluster.pods(), "{}");
    }

    @Test
    void checksADryRunAndKeepsNothing() {
        var response = cluster.send(
                "POST",
                cluster.pods() + "?dryRun=All",
                "application/json",
                Serialization.asJson(cluster.pod("dry", "sleep", "1")));
        assertThat(response.code()).isEqualTo(201);
        refused(404, "GET", cluster.pods("dry"), "");
    }
}
