package dev.docket.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Patching, replacing and deleting, as any Kubernetes cluster does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeBehaviourIT {
    private static final String MERGE = "application/merge-patch+json";
    private static final String STRATEGIC = "application/strategic-merge-patch+json";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String FINALIZER = "docket.dev/outcome";

    private final ClusterUnderTest cluster = ClusterUnderTest.open();

    @AfterAll
    void close() throws IOException {
        cluster.close();
    }

    private PodResource pod(String name) {
        return cluster.client().pods().inNamespace(cluster.namespace()).withName(name);
    }

    private Pod running(String name) {
        cluster.create(cluster.pod(name, "sleep", "3600"));
        await().atMost(60, SECONDS)
                .until(() -> "Running".equals(pod(name).get().getStatus().getPhase()));
        return pod(name).get();
    }

    private Pod held(String name, String... command) {
        Pod pod = cluster.pod(name, command);
        pod.getMetadata().setFinalizers(List.of(FINALIZER));
        return cluster.create(pod);
    }

    private Pod patched(String name, String type, String patch) {
        var response = cluster.send("PATCH", cluster.pods(name), type, patch);
        assertThat(response.code()).as(response.body()).isEqualTo(200);
        return Serialization.unmarshal(response.body(), Pod.class);
    }

    private Status refused(int code, String name, String type, String patch) {
        var response = cluster.send("PATCH", cluster.pods(name), type, patch);
        assertThat(response.code()).as(response.body()).isEqualTo(code);
        return Serialization.unmarshal(response.body(), Status.class);
    }

    @Test
    void mergesMapsAndReplacesListsInAMergePatch() {
        held("merge", "sleep", "3600");
        patched("merge", MERGE, "{\"metadata\":{\"labels\":{\"a\":\"1\",\"b\":\"2\"}}}");
        Pod after = patched(
                "merge", MERGE, "{\"metadata\":{\"labels\":{\"a\":null,\"c\":\"3\"},\"finalizers\":[\"x.dev/y\"]}}");
        assertThat(after.getMetadata().getLabels()).containsEntry("b", "2").containsEntry("c", "3");
        assertThat(after.getMetadata().getLabels()).doesNotContainKey("a");
        assertThat(after.getMetadata().getFinalizers()).containsExactly("x.dev/y");
        patched("merge", MERGE, "{\"metadata\":{\"finalizers\":null}}");
    }

    @Test
    void addsToFinalizersAndDeletesFromThemInAStrategicPatch() {
        held("strategic", "sleep", "3600");
        Pod added = patched("strategic", STRATEGIC, "{\"metadata\":{\"finalizers\":[\"x.dev/y\"]}}");
        assertThat(added.getMetadata().getFinalizers()).containsExactlyInAnyOrder(FINALIZER, "x.dev/y");
        Pod removed = patched(
                "strategic",
                STRATEGIC,
                "{\"metadata\":{\"$deleteFromPrimitiveList/finalizers\":[\"" + FINALIZER + "\",\"x.dev/y\"]}}");
        assertThat(removed.getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void appliesAJsonPatchWholeOrNotAtAll() {
        held("json", "sleep", "3600");
        Pod after = patched(
                "json",
                JSON_PATCH,
                "[{\"op\":\"test\",\"path\":\"/metadata/finalizers/0\",\"value\":\"" + FINALIZER + "\"},"
                        + "{\"op\":\"add\",\"path\":\"/metadata/annotations\",\"value\":{\"x.dev/b\":\"1\"}},"
                        + "{\"op\":\"replace\",\"path\":\"/metadata/annotations/x.dev~1b\",\"value\":\"2\"}]");
        assertThat(after.getMetadata().getAnnotations()).containsEntry("x.dev/b", "2");

        refused(
                422,
                "json",
                JSON_PATCH,
                "[{\"op\":\"remove\",\"path\":\"/metadata/annotations\"},"
                        + "{\"op\":\"test\",\"path\":\"/metadata/name\",\"value\":\"other\"}]");
        assertThat(pod("json").get().getMetadata().getAnnotations()).containsEntry("x.dev/b", "2");

        Pod freed = patched("json", JSON_PATCH, "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers/0\"}]");
        assertThat(freed.getMetadata().getFinalizers()).isEmpty();
    }

    @Test
    void patchesThroughTheClientWithOneRequest() {
        cluster.create(cluster.pod("by-client", "sleep", "3600"));
        Pod reference = new PodBuilder()
                .withNewMetadata()
                .withName("by-client")
                .withNamespace(cluster.namespace())
                .endMetadata()
                .build();
        Pod after = cluster.client()
                .resource(reference)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"annotations\":{\"k\":\"v\"}}}");
        assertThat(after.getMetadata().getAnnotations()).containsEntry("k", "v");
    }

    @Test
    void leavesTheVersionAloneWhenNothingChanges() {
        Pod pod = running("same");
        Pod after = patched("same", MERGE, "{\"metadata\":{\"name\":\"same\"}}");
        assertThat(after.getMetadata().getResourceVersion())
                .isEqualTo(pod.getMetadata().getResourceVersion());
    }

    @Test
    void checksTheVersionAPatchNames() {
        Pod pod = running("versioned");
        String version = pod.getMetadata().getResourceVersion();
        Pod after = patched(
                "versioned",
                MERGE,
                "{\"metadata\":{\"resourceVersion\":\"" + version + "\",\"labels\":{\"a\":\"b\"}}}");
        assertThat(after.getMetadata().getResourceVersion()).isNotEqualTo(version);
        assertThat(refused(
                                409,
                                "versioned",
                                MERGE,
                                "{\"metadata\":{\"resourceVersion\":\"" + version + "\",\"labels\":{\"a\":\"c\"}}}")
                        .getReason())
                .isEqualTo("Conflict");
    }

    @Test
    void refusesAnotherUidAndAnotherName() {
        running("identity");
        assertThat(refused(409, "identity", MERGE, "{\"metadata\":{\"uid\":\"other\",\"labels\":{\"a\":\"b\"}}}")
                        .getReason())
                .isEqualTo("Conflict");
        refused(400, "identity", MERGE, "{\"metadata\":{\"name\":\"other\"}}");
    }

    @Test
    void letsADeadlineBeSetAndLoweredOnly() {
        running("deadline");
        Pod set = patched("deadline", MERGE, "{\"spec\":{\"activeDeadlineSeconds\":5000}}");
        assertThat(set.getSpec().getActiveDeadlineSeconds()).isEqualTo(5000);
        patched("deadline", STRATEGIC, "{\"spec\":{\"activeDeadlineSeconds\":4000}}");
        assertThat(refused(422, "deadline", MERGE, "{\"spec\":{\"activeDeadlineSeconds\":4500}}")
                        .getMessage())
                .contains("must be less than or equal to previous value");
        refused(422, "deadline", MERGE, "{\"spec\":{\"activeDeadlineSeconds\":null}}");
        refused(422, "deadline", MERGE, "{\"spec\":{\"activeDeadlineSeconds\":0}}");
    }

    @Test
    void refusesOtherChangesOfTheSpec() {
        running("immutable");
        Status status = refused(422, "immutable", MERGE, "{\"spec\":{\"restartPolicy\":\"Always\"}}");
        assertThat(status.getReason()).isEqualTo("Invalid");
        assertThat(status.getMessage()).contains("pod updates may not change fields other than");
        refused(
                422,
                "immutable",
                STRATEGIC,
                "{\"spec\":{\"containers\":[{\"name\":\"main\",\"command\":[\"true\"]}]}}");
        Pod image = patched(
                "immutable", STRATEGIC, "{\"spec\":{\"containers\":[{\"name\":\"main\",\"image\":\"busybox:1.37\"}]}}");
        assertThat(image.getSpec().getContainers().get(0).getImage()).isEqualTo("busybox:1.37");
        assertThat(image.getSpec().getContainers().get(0).getCommand()).containsExactly("sleep", "3600");
    }

    @Test
    void keepsSpecAndStatusApart() {
        running("apart");
        Pod main = patched("apart", MERGE, "{\"status\":{\"reason\":\"Nonsense\"}}");
        assertThat(main.getStatus().getReason()).isNull();

        var response = cluster.send(
                "PATCH",
                cluster.pods("apart", "status"),
                STRATEGIC,
                "{\"spec\":{\"restartPolicy\":\"Always\"},\"status\":{\"conditions\":"
                        + "[{\"type\":\"docket.dev/seen\",\"status\":\"True\"}]}}");
        assertThat(response.code()).as(response.body()).isEqualTo(200);
        Pod status = Serialization.unmarshal(response.body(), Pod.class);
        assertThat(status.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(status.getStatus().getConditions()).extracting("type").contains("docket.dev/seen", "PodScheduled");
        assertThat(cluster.send("GET", cluster.pods("apart", "status"), null, null)
                        .body())
                .contains("docket.dev/seen");
    }

    @Test
    void refusesAPatchOfAnUnknownKind() {
        running("kind");
        assertThat(refused(415, "kind", "text/plain", "{}").getReason()).isEqualTo("UnsupportedMediaType");
        refused(400, "kind", MERGE, "[]");
        refused(400, "kind", MERGE, "{");
    }

    @Test
    void replacesAPodByPut() {
        Pod pod = running("put");
        Pod changed = new PodBuilder(pod)
                .editMetadata()
                .addToLabels("by", "put")
                .endMetadata()
                .build();
        Pod after = cluster.client().resource(changed).update();
        assertThat(after.getMetadata().getLabels()).containsEntry("by", "put");
        assertThat(after.getMetadata().getUid()).isEqualTo(pod.getMetadata().getUid());
    }

    @Test
    void keepsADeletedPodUntilItsLastFinalizerIsGone() {
        held("held", "true");
        await().atMost(60, SECONDS)
                .until(() -> "Succeeded".equals(pod("held").get().getStatus().getPhase()));

        pod("held").delete();

        Pod leaving = pod("held").get();
        assertThat(leaving.getMetadata().getDeletionTimestamp()).isNotNull();
        assertThat(leaving.getMetadata().getDeletionGracePeriodSeconds()).isZero();
        assertThat(leaving.getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(refused(422, "held", MERGE, "{\"metadata\":{\"finalizers\":[\"" + FINALIZER + "\",\"x.dev/new\"]}}")
                        .getMessage())
                .contains("no new finalizers can be added if the object is being deleted");
        var again = cluster.send(
                "POST", cluster.pods(), "application/json", Serialization.asJson(cluster.pod("held", "sleep", "1")));
        assertThat(again.code()).isEqualTo(409);
        assertThat(again.body()).contains("AlreadyExists").contains("object is being deleted");

        patched("held", MERGE, "{\"metadata\":{\"finalizers\":null}}");
        assertThat(pod("held").get()).isNull();
    }

    @Test
    void showsTheEndOfADeletedRunningPodThatAFinalizerHolds() {
        held("stopped", "sleep", "3600");
        await().atMost(60, SECONDS)
                .until(() -> "Running".equals(pod("stopped").get().getStatus().getPhase()));
        pod("stopped").delete();
        await().atMost(60, SECONDS)
                .until(() -> "Failed".equals(pod("stopped").get().getStatus().getPhase()));
        Pod ended = pod("stopped").get();
        assertThat(ended.getStatus()
                        .getContainerStatuses()
                        .get(0)
                        .getState()
                        .getTerminated()
                        .getExitCode())
                .isIn(137, 143);
        await().atMost(60, SECONDS)
                .until(() -> pod("stopped").get().getMetadata().getDeletionGracePeriodSeconds() == 0);
        patched("stopped", JSON_PATCH, "[{\"op\":\"remove\",\"path\":\"/metadata/finalizers\"}]");
        await().atMost(60, SECONDS).until(() -> pod("stopped").get() == null);
    }

    @Test
    void deletesAtOnceWithoutGrace() {
        running("forced");
        pod("forced").withGracePeriod(0).delete();
        await().atMost(60, SECONDS).until(() -> pod("forced").get() == null);
    }

    @Test
    void shortensAGraceAndNeverLengthensIt() {
        Pod pod = cluster.pod("grace", "sh", "-c", "trap '' TERM; echo ready; while true; do sleep 0.1; done");
        pod.getSpec().setTerminationGracePeriodSeconds(600L);
        cluster.create(pod);
        await().atMost(60, SECONDS)
                .ignoreExceptions()
                .until(() -> pod("grace").getLog().contains("ready"));
        pod("grace").delete();
        assertThat(pod("grace").get().getMetadata().getDeletionGracePeriodSeconds())
                .isEqualTo(600);
        pod("grace").withGracePeriod(900).delete();
        assertThat(pod("grace").get().getMetadata().getDeletionGracePeriodSeconds())
                .isEqualTo(600);
        pod("grace").withGracePeriod(1).delete();
        await().atMost(60, SECONDS).until(() -> pod("grace").get() == null);
    }

    @Test
    void checksThePreconditionsOfADeletion() {
        Pod pod = running("guarded");
        var wrong = cluster.send(
                "DELETE",
                cluster.pods("guarded"),
                "application/json",
                "{\"preconditions\":{\"uid\":\"00000000-0000-0000-0000-000000000000\"}}");
        assertThat(wrong.code()).isEqualTo(409);
        assertThat(wrong.body()).contains("Conflict").contains("UID in precondition");
        var stale = cluster.send(
                "DELETE",
                cluster.pods("guarded"),
                "application/json",
                "{\"preconditions\":{\"resourceVersion\":\"1\"}}");
        assertThat(stale.code()).isEqualTo(409);
        var right = cluster.send(
                "DELETE",
                cluster.pods("guarded"),
                "application/json",
                "{\"gracePeriodSeconds\":0,\"preconditions\":{\"uid\":\""
                        + pod.getMetadata().getUid() + "\"}}");
        assertThat(right.code()).isEqualTo(200);
    }

    @Test
    void acceptsEveryPropagationThatThereIs() {
        for (DeletionPropagation propagation : DeletionPropagation.values()) {
            String name = "propagation-" + propagation.name().toLowerCase(java.util.Locale.ROOT);
            cluster.create(cluster.pod(name, "sleep", "3600"));
            pod(name).withPropagationPolicy(propagation).withGracePeriod(0).delete();
            await().atMost(60, SECONDS).until(() -> pod(name).get() == null);
        }
        cluster.create(cluster.pod("propagation", "sleep", "3600"));
        assertThat(cluster.send(
                                "DELETE",
                                cluster.pods("propagation"),
                                "application/json",
                                "{\"propagationPolicy\":\"Sideways\"}")
                        .code())
                .isEqualTo(422);
    }

    @Test
    void deletesWhatASelectorMatchesAndNothingElse() {
        for (String name : List.of("many-a", "many-b", "many-c")) {
            Pod pod = cluster.pod(name, "sleep", "3600");
            pod.getMetadata().setLabels(java.util.Map.of("many", name.equals("many-c") ? "no" : "yes"));
            cluster.create(pod);
        }
        var response = cluster.send(
                "DELETE", cluster.pods() + "?labelSelector=many%3Dyes&gracePeriodSeconds=0", "application/json", null);
        assertThat(response.code()).as(response.body()).isEqualTo(200);
        await().atMost(60, SECONDS)
                .until(() -> pod("many-a").get() == null && pod("many-b").get() == null);
        assertThat(pod("many-c").get()).isNotNull();
    }
}
