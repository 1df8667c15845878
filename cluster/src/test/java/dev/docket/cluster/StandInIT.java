package dev.docket.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.docket.cluster.api.Faults;
import dev.docket.cluster.node.NodeOptions;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the stand-in can do: faults, states on request, limits of its node, its gate. */
@SuppressWarnings({"try", "NullAway.Init"})
class StandInIT {
    @TempDir
    Path directory;

    private ClusterStandIn cluster;
    private KubernetesClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void open() throws IOException {
        cluster = ClusterStandIn.start(ClusterConfig.in(directory)
                .withWatchHistory(50)
                .withBookmarkInterval(Duration.ofMillis(100))
                .withNode(NodeOptions.DEFAULT.withCapacity(3).withLogBytes(4096)));
        client = ClusterUnderTest.client(cluster);
    }

    @AfterEach
    void close() {
        client.close();
        cluster.close();
    }

    private PodResource pod(String name) {
        return client.pods().withName(name);
    }

    private Pod create(String name, String... command) {
        return create(name, Map.of(), command);
    }

    private Pod create(String name, Map<String, String> annotations, String... command) {
        return client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withAnnotations(annotations)
                        .endMetadata()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .withTerminationGracePeriodSeconds(1L)
                        .addNewContainer()
                        .withName("main")
                        .withImage("any")
                        .withCommand(command)
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    private Pod ended(String name) {
        await().atMost(60, SECONDS).until(() -> {
            String phase = pod(name).get().getStatus().getPhase();
            return phase.equals("Succeeded") || phase.equals("Failed");
        });
        return pod(name).get();
    }

    private void running(String name) {
        await().atMost(60, SECONDS)
                .until(() -> "Running".equals(pod(name).get().getStatus().getPhase()));
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(cluster.baseUrl() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void answersWithTheFaultThatWasAskedFor() throws Exception {
        cluster.faults((method, uri) -> uri.contains("/pods")
                ? new Faults.Refuse(429, "TooManyRequests", "slow down", Map.of("Retry-After", "7"))
                : new Faults.Pass());
        HttpResponse<String> refused = get("/api/v1/namespaces/default/pods");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("7");
        assertThat(refused.body()).contains("\"kind\":\"Status\"").contains("TooManyRequests");
        assertThat(get("/version").statusCode()).isEqualTo(200);
        cluster.faults(Faults.NONE);
        assertThat(get("/api/v1/namespaces/default/pods").statusCode()).isEqualTo(200);
    }

    @Test
    void cutsAConnectionBeforeOrAfterTheRequestTookEffect() {
        cluster.faults((method, uri) -> method.equals("POST") ? new Faults.CutBefore() : new Faults.Pass());
        assertThatThrownBy(() -> create("cut", "sleep", "60")).isInstanceOf(KubernetesClientException.class);
        assertThat(pod("cut").get()).isNull();

        cluster.faults((method, uri) -> method.equals("POST") ? new Faults.CutAfter() : new Faults.Pass());
        assertThatThrownBy(() -> create("cut", "sleep", "60")).isInstanceOf(KubernetesClientException.class);
        assertThat(pod("cut").get()).isNotNull();
    }

    @Test
    void delaysAnAnswerAndServesOthersMeanwhile() throws Exception {
        AtomicInteger delayed = new AtomicInteger();
        cluster.faults((method, uri) -> {
            if (method.equals("POST")) {
                delayed.incrementAndGet();
                return new Faults.Delay(Duration.ofMillis(300));
            }
            return new Faults.Pass();
        });
        long before = System.nanoTime();
        create("late", "sleep", "60");
        assertThat(System.nanoTime() - before)
                .isGreaterThan(Duration.ofMillis(299).toNanos());
        assertThat(delayed).hasValue(1);
    }

    @Test
    void answersAWatchFromForgottenTimesWithGone() {
        Pod pod = create("old", "sleep", "60");
        running("old");
        cluster.forgetHistory();
        WatchRecorder recorder = new WatchRecorder();
        try (Watch watch = client.pods()
                .watch(
                        new ListOptionsBuilder()
                                .withResourceVersion(pod.getMetadata().getResourceVersion())
                                .build(),
                        recorder)) {
            await().atMost(60, SECONDS).until(() -> recorder.closed);
            assertThat(recorder.failure).isNotNull().matches(failure -> failure.isHttpGone());
        }
    }

    @Test
    void answersGoneOverPlainHttpToo() throws Exception {
        create("old", "sleep", "60");
        cluster.forgetHistory();
        HttpResponse<String> response =
                get("/api/v1/namespaces/default/pods?watch=1&resourceVersion=1&timeoutSeconds=5");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\"")
                .contains("\"code\":410")
                .contains("\"reason\":\"Expired\"");
    }

    @Test
    void forgetsChangesBeyondItsBound() throws Exception {
        create("busy", "sleep", "60");
        for (int i = 0; i < 60; i++) {
            int value = i;
            pod("busy").edit(pod -> {
                pod.getMetadata().setLabels(Map.of("i", "v" + value));
                return pod;
            });
        }
        assertThat(get("/api/v1/namespaces/default/pods?watch=1&resourceVersion=2&timeoutSeconds=5")
                        .body())
                .contains("\"code\":410");
    }

    @Test
    void keepsAnInformerRightWhenWatchesAreCutAndVersionsForgotten() {
        create("stays", "sleep", "60");
        create("goes", "sleep", "60");
        try (SharedIndexInformer<Pod> informer = client.pods().inform()) {
            assertThat(informer.getStore().list()).hasSize(2);
            cluster.faults((method, uri) -> uri.contains("watch=true")
                    ? new Faults.Refuse(503, "ServiceUnavailable", "no watches now")
                    : new Faults.Pass());
            cluster.cutWatches();
            pod("goes").withGracePeriod(0).delete();
            cluster.forgetHistory();
            cluster.faults(Faults.NONE);
            await().atMost(60, SECONDS)
                    .untilAsserted(() -> assertThat(informer.getStore().list())
                            .extracting(pod -> pod.getMetadata().getName())
                            .containsExactly("stays"));
        }
    }

    @Test
    void keepsTheRestWaitingWhenTheNodeIsFull() {
        for (String name : List.of("a", "b", "c")) {
            create(name, "sleep", "60");
        }
        create("d", "sleep", "60");
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(pod("d").get().getStatus().getConditions())
                        .anyMatch(condition -> condition.getType().equals("PodScheduled")
                                && condition.getStatus().equals("False")
                                && "Unschedulable".equals(condition.getReason())));
        pod("b").withGracePeriod(0).delete();
        running("d");
    }

    private Pod simulated(String what) {
        return create(what, Map.of("docket.dev/simulate", what), "sh", "-c", "exit 0");
    }

    private static ContainerStateTerminated terminated(Pod pod) {
        return pod.getStatus().getContainerStatuses().get(0).getState().getTerminated();
    }

    @Test
    void playsAContainerThatRanOutOfMemory() {
        simulated("oom");
        Pod pod = ended("oom");
        assertThat(pod.getStatus().getReason()).isNull();
        assertThat(terminated(pod).getReason()).isEqualTo("OOMKilled");
        assertThat(terminated(pod).getExitCode()).isEqualTo(137);
    }

    @Test
    void playsAnEvictedPod() {
        simulated("evict");
        Pod pod = ended("evict");
        assertThat(pod.getStatus().getReason()).isEqualTo("Evicted");
        assertThat(pod.getStatus().getConditions()).extracting("type").contains("DisruptionTarget");
    }

    @Test
    void playsALostNode() {
        simulated("nodelost");
        assertThat(ended("nodelost").getStatus().getReason()).isEqualTo("NodeLost");
    }

    @Test
    void playsAPreemptedPod() {
        WatchRecorder recorder = new WatchRecorder();
        try (Watch watch = client.pods().watch(recorder)) {
            simulated("preempt");
            await().atMost(60, SECONDS).until(() -> recorder.events.contains("DELETED preempt"));
        }
        assertThat(recorder.pods)
                .anyMatch(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(condition -> "PreemptionByScheduler".equals(condition.getReason())));
        assertThat(recorder.pods)
                .anyMatch(pod -> pod.getStatus().getPhase().equals("Failed")
                        && terminated(pod).getExitCode() == 143);
    }

    @Test
    void playsAPodThatFitsNowhere() {
        simulated("unschedulable");
        await().atMost(60, SECONDS)
                .untilAsserted(
                        () -> assertThat(pod("unschedulable").get().getStatus().getConditions())
                                .anyMatch(condition -> "Unschedulable".equals(condition.getReason())));
        pod("unschedulable").delete();
        assertThat(pod("unschedulable").get()).isNull();
    }

    @Test
    void keepsTheNewestPartOfALongLog() {
        create("chatty", "sh", "-c", "i=0; while [ $i -lt 2000 ]; do echo line $i; i=$((i+1)); done");
        ended("chatty");
        String log = pod("chatty").getLog();
        assertThat(log.length()).isBetween(2048, 4096);
        assertThat(log).endsWith("line 1999\n");
    }

    @Test
    void endsWhatACommandLeavesBehindWithTheCommand() throws Exception {
        create("parent", "sh", "-c", "sh -c 'echo $$$$; while true; do sleep 0.1; done' & sleep 0.3; exit 0");
        ended("parent");
        long child = Long.parseLong(pod("parent").getLog().strip());
        await().atMost(60, SECONDS)
                .until(() ->
                        ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void refusesAPodThatItsNodeCannotRun() {
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName("host")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("any")
                        .withCommand("true")
                        .endContainer()
                        .addNewVolume()
                        .withName("host")
                        .withNewHostPath()
                        .withPath("/")
                        .endHostPath()
                        .endVolume()
                        .endSpec()
                        .build())
                .create();
        assertThat(ended("host").getStatus().getReason()).isEqualTo("UnexpectedAdmissionError");
    }

    @Test
    void runsNothingThatIsNoInterpreterItKnows() {
        create("tool", "/usr/bin/id");
        assertThat(terminated(ended("tool")).getReason()).isEqualTo("StartError");
    }

    @Test
    void refusesBrowsersAndForeignHostNames() throws Exception {
        assertThat(get("/version", "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
        assertThat(rawStatus("GET /version HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .contains(" 403 ");
        HttpRequest form = HttpRequest.newBuilder(URI.create(cluster.baseUrl() + "/api/v1/namespaces/default/pods"))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        assertThat(http.send(form, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(415);
    }

    private String rawStatus(String request) throws IOException {
        try (var socket = new java.net.Socket(
                java.net.InetAddress.getLoopbackAddress(), cluster.baseUrl().getPort())) {
            socket.getOutputStream().write(request.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readAllBytes();
            return new String(answer, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        HttpRequest large = HttpRequest.newBuilder(URI.create(cluster.baseUrl() + "/api/v1/namespaces/default/pods"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(" ".repeat((3 << 20) + 1)))
                .build();
        assertThat(http.send(large, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(413);
    }

    @Test
    void asksForTheTokenIfItHasOneAndWritesItIntoTheKubeconfig(@TempDir Path other) throws Exception {
        try (ClusterStandIn guarded =
                ClusterStandIn.start(ClusterConfig.in(other.resolve("data")).withToken("s3cret"))) {
            URI version = URI.create(guarded.baseUrl() + "/version");
            HttpRequest bare = HttpRequest.newBuilder(version).build();
            assertThat(http.send(bare, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            Path kubeconfig = other.resolve("kubeconfig");
            guarded.writeKubeconfig(kubeconfig);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kubeconfig)))
                    .isEqualTo("rw-------");
            try (KubernetesClient allowed =
                    ClusterUnderTest.client(io.fabric8.kubernetes.client.Config.fromKubeconfig(kubeconfig.toFile()))) {
                assertThat(allowed.pods().list().getItems()).isEmpty();
            }
        }
    }

    @Test
    void cleansUpBehindAPod() {
        create("tidy", "sh", "-c", "echo x > f; ln -s / root; mkdir -p a/b");
        String uid = ended("tidy").getMetadata().getUid();
        Path place = directory.resolve("pods").resolve(uid);
        assertThat(place).exists();
        pod("tidy").delete();
        await().atMost(60, SECONDS).until(() -> !Files.exists(place));
    }
}
