package dev.docket.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.docket.cluster.node.NodeOptions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a stand-in when its JVM ends, and what becomes of it at the next start. */
class RestartIT {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    /** A stand-in in a JVM of its own, to be killed. */
    private static final class Forked implements AutoCloseable {
        private final Process process;
        private final URI baseUrl;

        Forked(Path directory) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ForkedStandIn.class.getName(),
                            directory.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
            baseUrl = URI.create(String.valueOf(out.readLine()));
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    private static Pod create(KubernetesClient client, String name, String... command) {
        return client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withAnnotations(Map.of("identity", name, "script", "x".repeat(5000)))
                        .endMetadata()
                        .withNewSpec()
                        .withRestartPolicy("Never")
                        .addNewContainer()
                        .withName("main")
                        .withImage("any")
                        .withCommand(command)
                        .endContainer()
                        .endSpec()
                        .build())
                .create();
    }

    private static String phase(KubernetesClient client, String name) {
        return client.pods().withName(name).get().getStatus().getPhase();
    }

    private static void until(KubernetesClient client, String name, String phase) {
        await().atMost(60, SECONDS).until(() -> phase(client, name).equals(phase));
    }

    @Test
    void killsTheChildrenOfAKilledJvmAndRunsNothingTwice() throws Exception {
        Path marker = directory.resolve("marker");
        long child;
        String uid;
        long version;
        try (Forked forked = new Forked(directory.resolve("data"));
                KubernetesClient client = ClusterUnderTest.client(forked.baseUrl)) {
            create(client, "done", "sh", "-c", "exit 4");
            until(client, "done", "Failed");
            create(client, "runs", "sh", "-c", "echo run >> " + marker + "; sh -c 'echo $$$$; exec sleep 3600'");
            until(client, "runs", "Running");
            await().atMost(60, SECONDS)
                    .until(() -> !client.pods().withName("runs").getLog().isBlank());
            child = Long.parseLong(client.pods().withName("runs").getLog().strip());
            assertThat(ProcessHandle.of(child)).isPresent();
            create(client, "sleeps", "sleep", "3600");
            until(client, "sleeps", "Running");
            uid = client.pods().withName("runs").get().getMetadata().getUid();
            version = Long.parseLong(client.pods().list().getMetadata().getResourceVersion());

            forked.kill();

            await().atMost(60, SECONDS)
                    .until(() -> ProcessHandle.of(child)
                            .filter(ProcessHandle::isAlive)
                            .isEmpty());
        }
        try (ClusterStandIn again = ClusterStandIn.start(ClusterConfig.in(directory.resolve("data")));
                KubernetesClient client = ClusterUnderTest.client(again)) {
            Pod lost = client.pods().withName("runs").get();
            assertThat(lost.getMetadata().getUid()).isEqualTo(uid);
            assertThat(Long.parseLong(lost.getMetadata().getResourceVersion())).isGreaterThan(version);
            assertThat(lost.getStatus().getPhase()).isEqualTo("Failed");
            assertThat(lost.getStatus().getReason()).isEqualTo("NodeLost");
            var terminated =
                    lost.getStatus().getContainerStatuses().get(0).getState().getTerminated();
            assertThat(terminated.getReason()).isEqualTo("ContainerStatusUnknown");
            assertThat(terminated.getStartedAt()).isNotEmpty();
            assertThat(client.pods().withName("sleeps").get().getStatus().getReason())
                    .isEqualTo("NodeLost");
            Pod done = client.pods().withName("done").get();
            assertThat(done.getStatus().getReason()).isNull();
            assertThat(done.getStatus()
                            .getContainerStatuses()
                            .get(0)
                            .getState()
                            .getTerminated()
                            .getExitCode())
                    .isEqualTo(4);
            create(client, "next", "true");
            until(client, "next", "Succeeded");
            assertThat(Files.readAllLines(marker)).containsExactly("run");
        }
    }

    @Test
    void runsWhatHadNotBegunAndFinishesDeletionsThatWereUnderWay() throws Exception {
        ClusterConfig one = ClusterConfig.in(directory).withNode(NodeOptions.DEFAULT.withCapacity(1));
        try (ClusterStandIn cluster = ClusterStandIn.start(one);
                KubernetesClient client = ClusterUnderTest.client(cluster)) {
            create(client, "first", "sh", "-c", "trap '' TERM; while true; do sleep 0.1; done");
            until(client, "first", "Running");
            create(client, "second", "sh", "-c", "echo at last");
            client.pods().withName("first").withGracePeriod(600).delete();
        }
        try (ClusterStandIn cluster = ClusterStandIn.start(one);
                KubernetesClient client = ClusterUnderTest.client(cluster)) {
            until(client, "second", "Succeeded");
            assertThat(client.pods().withName("second").getLog()).isEqualTo("at last\n");
            assertThat(client.pods().withName("first").get()).isNull();
        }
    }

    @Test
    void recordsEveryPodThereWasOverRestarts() throws Exception {
        try (ClusterStandIn cluster = ClusterStandIn.start(ClusterConfig.in(directory));
                KubernetesClient client = ClusterUnderTest.client(cluster)) {
            create(client, "again", "sh", "-c", "exit 2");
            until(client, "again", "Failed");
            client.pods().withName("again").delete();
            create(client, "again", "true");
            until(client, "again", "Succeeded");
            create(client, "lost", "sleep", "3600");
            until(client, "lost", "Running");
        }
        Files.writeString(directory.resolve("pod-history.jsonl"), "{\"at\":\"2026-", StandardOpenOption.APPEND);
        ClusterStandIn.start(ClusterConfig.in(directory)).close();

        List<PodLife> lives = PodHistory.read(directory);

        assertThat(lives).extracting(PodLife::name).containsExactly("again", "again", "lost");
        assertThat(lives).extracting(PodLife::uid).doesNotHaveDuplicates();
        PodLife first = lives.get(0);
        assertThat(first.ending()).isNotNull().satisfies(ending -> {
            assertThat(ending.exitCode()).isEqualTo(2);
            assertThat(ending.phase()).isEqualTo("Failed");
        });
        assertThat(first.startedAt()).isNotNull().isAfterOrEqualTo(first.createdAt());
        assertThat(first.removedAt()).isNotNull();
        assertThat(first.identity().annotations())
                .containsEntry("identity", "again")
                .doesNotContainKey("script");
        assertThat(lives.get(2).ending())
                .isNotNull()
                .satisfies(ending -> assertThat(ending.reason()).isEqualTo("NodeLost"));
        assertThat(PodHistory.read(directory.resolve("nowhere"))).isEmpty();
    }

    @Test
    void takesTheQuotaOfEachStart() throws Exception {
        try (ClusterStandIn cluster =
                        ClusterStandIn.start(ClusterConfig.in(directory).withQuota(Map.of("pods", "1")));
                KubernetesClient client = ClusterUnderTest.client(cluster)) {
            create(client, "one", "sleep", "3600");
            assertThatThrownBy(() -> create(client, "two", "sleep", "3600"))
                    .hasMessageContaining("exceeded quota: docket, requested: pods=1, used: pods=1, limited: pods=1");
        }
        try (ClusterStandIn cluster = ClusterStandIn.start(ClusterConfig.in(directory));
                KubernetesClient client = ClusterUnderTest.client(cluster)) {
            create(client, "two", "sleep", "3600");
            create(client, "three", "sleep", "3600");
        }
    }

    @Test
    void refusesADirectoryThatIsInUseAndAPortThatIsTaken() throws Exception {
        try (ClusterStandIn cluster = ClusterStandIn.start(ClusterConfig.in(directory.resolve("a")))) {
            assertThatThrownBy(() -> ClusterStandIn.start(ClusterConfig.in(directory.resolve("a"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is used by another stand-in");
            ClusterConfig taken = ClusterConfig.in(directory.resolve("b"))
                    .withPort(cluster.baseUrl().getPort());
            assertThatThrownBy(() -> ClusterStandIn.start(taken))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot listen");
        }
        // Nothing of the failed starts holds the directory.
        ClusterStandIn.start(ClusterConfig.in(directory.resolve("b"))).close();
    }
}
