package dev.docket.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Watching, as any Kubernetes cluster does it: over the client's WebSocket and over plain HTTP. */
@SuppressWarnings("try") // a watch is closed, not asked
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WatchBehaviourIT {
    private final ClusterUnderTest cluster = ClusterUnderTest.open();

    @AfterAll
    void close() throws IOException {
        cluster.close();
    }

    private PodResource pod(String name) {
        return cluster.client().pods().inNamespace(cluster.namespace()).withName(name);
    }

    private void labelled(String name, String label, String value) {
        Pod pod = cluster.pod(name, "sleep", "3600");
        pod.getMetadata().setLabels(Map.of(label, value));
        cluster.create(pod);
    }

    private void label(String name, String label, @Nullable String value) {
        String text = value == null ? "null" : "\"" + value + "\"";
        pod(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"labels\":{\"" + label + "\":" + text + "}}}");
    }

    private Watch watch(String label, String value, ListOptions options, WatchRecorder recorder) {
        return cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel(label, value)
                .watch(options, recorder);
    }

    private void eventually(WatchRecorder recorder, String event) {
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(recorder.events).contains(event));
    }

    @Test
    void beginsWithThePresentAndGoesOnWithWhatComes() {
        labelled("now-a", "w", "now");
        WatchRecorder recorder = new WatchRecorder();
        try (Watch watch = watch("w", "now", new ListOptions(), recorder)) {
            eventually(recorder, "ADDED now-a");
            labelled("now-b", "w", "now");
            eventually(recorder, "ADDED now-b");
            pod("now-b").withGracePeriod(0).delete();
            eventually(recorder, "DELETED now-b");
        }
    }

    @Test
    void goesOnFromAVersionWithoutAGapAndInOrder() {
        labelled("from-a", "w", "from");
        var list = cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("w", "from")
                .list();
        for (int i = 0; i < 20; i++) {
            label("from-a", "i", "v" + i);
        }
        WatchRecorder recorder = new WatchRecorder();
        ListOptions options = new ListOptionsBuilder()
                .withResourceVersion(list.getMetadata().getResourceVersion())
                .build();
        try (Watch watch = watch("w", "from", options, recorder)) {
            await().atMost(60, SECONDS)
                    .until(() -> recorder.pods.stream()
                            .anyMatch(pod ->
                                    "v19".equals(pod.getMetadata().getLabels().get("i"))));
            List<Long> versions = new ArrayList<>();
            recorder.pods.forEach(
                    pod -> versions.add(Long.parseLong(pod.getMetadata().getResourceVersion())));
            assertThat(versions).isSorted().doesNotHaveDuplicates();
            assertThat(versions.get(0))
                    .isGreaterThan(Long.parseLong(list.getMetadata().getResourceVersion()));
            assertThat(recorder.pods.stream()
                            .map(pod -> pod.getMetadata().getLabels().getOrDefault("i", ""))
                            .filter(value -> !value.isEmpty())
                            .distinct())
                    .hasSize(20);
        }
    }

    @Test
    void tellsAWatchThatAPodHasLeftOrEnteredItsSelector() {
        WatchRecorder recorder = new WatchRecorder();
        try (Watch watch = watch("w", "select", new ListOptions(), recorder)) {
            labelled("select-a", "w", "other");
            label("select-a", "w", "select");
            eventually(recorder, "ADDED select-a");
            label("select-a", "w", null);
            eventually(recorder, "DELETED select-a");
            Pod last = recorder.pods.get(recorder.pods.size() - 1);
            assertThat(last.getMetadata().getLabels()).containsEntry("w", "select");
        }
    }

    @Test
    void watchesOnePodByItsName() {
        labelled("one-a", "w", "one");
        WatchRecorder recorder = new WatchRecorder();
        try (Watch watch = pod("one-a").watch(recorder)) {
            labelled("one-b", "w", "one");
            label("one-a", "seen", "yes");
            eventually(recorder, "MODIFIED one-a");
            assertThat(recorder.events).noneMatch(event -> event.contains("one-b"));
        }
    }

    @Test
    void streamsOverPlainHttpAndEndsWhenTheTimeIsUp() {
        labelled("http-a", "w", "http");
        var response = cluster.send(
                "GET",
                cluster.pods() + "?watch=true&labelSelector=w%3Dhttp&timeoutSeconds=1&allowWatchBookmarks=true",
                null,
                null);
        assertThat(response.code()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"type\":\"ADDED\",\"object\":{");
        assertThat(response.body()).endsWith("}\n");
        assertThat(response.body()).contains("\"type\":\"BOOKMARK\"");
    }

    @Test
    void carriesAPodOf200KilobytesInAWatch() {
        WatchRecorder recorder = new WatchRecorder();
        try (Watch watch = watch("w", "large", new ListOptions(), recorder)) {
            Pod pod = cluster.pod("large", "sleep", "3600");
            pod.getMetadata().setLabels(Map.of("w", "large"));
            pod.getMetadata().setAnnotations(Map.of("script", "ä".repeat(100_000)));
            cluster.create(pod);
            eventually(recorder, "ADDED large");
            assertThat(recorder.pods.get(0).getMetadata().getAnnotations().get("script"))
                    .hasSize(100_000);
        }
    }

    @Test
    void refusesToSendInitialEventsWhichItDoesNotKnow() {
        var response =
                cluster.send("GET", cluster.pods() + "?watch=true&sendInitialEvents=true&timeoutSeconds=1", null, null);
        // A cluster that has the feature demands resourceVersionMatch with it, and refuses the same request.
        assertThat(response.code()).isEqualTo(422);
    }

    @Test
    void keepsAnInformerInStepWithTheCluster() {
        labelled("informed-a", "w", "informed");
        try (SharedIndexInformer<Pod> informer = cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withLabel("w", "informed")
                .inform()) {
            labelled("informed-b", "w", "informed");
            await().atMost(60, SECONDS).until(() -> informer.getStore().list().size() == 2);
            pod("informed-a").withGracePeriod(0).delete();
            await().atMost(60, SECONDS).until(() -> informer.getStore().list().size() == 1);
        }
    }
}
