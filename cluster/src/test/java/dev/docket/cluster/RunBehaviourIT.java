package dev.docket.cluster;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Running Pods, as any Kubernetes cluster does it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RunBehaviourIT {
    private final ClusterUnderTest cluster = ClusterUnderTest.open();

    @AfterAll
    void close() throws IOException {
        cluster.close();
    }

    private PodResource pod(String name) {
        return cluster.client().pods().inNamespace(cluster.namespace()).withName(name);
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

    private Pod run(String name, String... command) {
        cluster.create(cluster.pod(name, command));
        return ended(name);
    }

    private static ContainerStateTerminated terminated(Pod pod) {
        return pod.getStatus().getContainerStatuses().get(0).getState().getTerminated();
    }

    @Test
    void succeedsWithExitCodeZeroAndKeepsTheOutput() {
        Pod pod = run("fine", "sh", "-c", "echo out; echo err >&2");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(terminated(pod).getReason()).isEqualTo("Completed");
        assertThat(terminated(pod).getExitCode()).isZero();
        assertThat(terminated(pod).getStartedAt()).isNotEmpty();
        assertThat(terminated(pod).getFinishedAt()).isNotEmpty();
        assertThat(pod.getStatus().getStartTime()).isNotEmpty();
        assertThat(pod.getSpec().getNodeName()).isNotEmpty();
        assertThat(pod("fine").getLog()).isEqualTo("out\nerr\n");
    }

    @Test
    void failsWithTheExitCodeOfTheCommand() {
        Pod pod = run("exit-3", "sh", "-c", "exit 3");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
        assertThat(pod.getStatus().getReason()).isNull();
        assertThat(terminated(pod).getExitCode()).isEqualTo(3);
        assertThat(terminated(pod).getReason()).isEqualTo("Error");
    }

    @Test
    void failsToStartACommandThatIsNotThere() {
        Pod pod = run("no-command", "no-such-command");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Failed");
        assertThat(terminated(pod).getExitCode()).isIn(127, 128);
        assertThat(terminated(pod).getReason()).isIn("StartError", "ContainerCannotRun");
        assertThat(terminated(pod).getMessage()).contains("no-such-command");
    }

    @Test
    void cutsTheLogAsAsked() {
        run("lines", "sh", "-c", "for i in 1 2 3 4 5; do echo line $i; done");
        assertThat(cluster.send("GET", cluster.pods("lines", "log") + "?tailLines=2", null, null)
                        .body())
                .isEqualTo("line 4\nline 5\n");
        assertThat(cluster.send("GET", cluster.pods("lines", "log") + "?tailLines=0", null, null)
                        .body())
                .isEmpty();
        assertThat(cluster.send("GET", cluster.pods("lines", "log") + "?limitBytes=6", null, null)
                        .body())
                .isEqualTo("line 1");
        assertThat(cluster.send("GET", cluster.pods("lines", "log") + "?container=main", null, null)
                        .body())
                .startsWith("line 1\n");
        assertThat(cluster.send("GET", cluster.pods("lines", "log") + "?container=other", null, null)
                        .code())
                .isEqualTo(400);
        assertThat(cluster.send("GET", cluster.pods("absent", "log"), null, null)
                        .code())
                .isEqualTo(404);
    }

    /** The Pod of the launcher's kind: a script in an annotation, mounted as a file. */
    private Pod scripted(String name, String script, String... command) {
        return new PodBuilder(cluster.pod(name, command))
                .editMetadata()
                .addToAnnotations("docket.dev/script", script)
                .addToLabels("colour", "blue")
                .endMetadata()
                .editSpec()
                .addNewVolume()
                .withName("script")
                .withNewDownwardAPI()
                .addNewItem()
                .withPath("bin/main.sh")
                .withNewFieldRef()
                .withFieldPath("metadata.annotations['docket.dev/script']")
                .endFieldRef()
                .endItem()
                .addNewItem()
                .withPath("labels")
                .withNewFieldRef()
                .withFieldPath("metadata.labels")
                .endFieldRef()
                .endItem()
                .endDownwardAPI()
                .endVolume()
                .addNewVolume()
                .withName("work")
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume()
                .editContainer(0)
                .withWorkingDir("/work")
                .addNewVolumeMount()
                .withName("script")
                .withMountPath("/docket")
                .endVolumeMount()
                .addNewVolumeMount()
                .withName("work")
                .withMountPath("/work")
                .endVolumeMount()
                .endContainer()
                .endSpec()
                .build();
    }

    @Test
    void runsAScriptFromAnAnnotation() {
        cluster.create(scripted("script", "echo \"it's $1\" > made; cat made", "sh", "/docket/bin/main.sh", "me"));
        assertThat(ended("script").getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(pod("script").getLog()).isEqualTo("it's me\n");
    }

    @Test
    void mountsA200KilobyteScriptByteForByte() throws Exception {
        StringBuilder script = new StringBuilder();
        Random random = new Random(7);
        while (script.toString().getBytes(StandardCharsets.UTF_8).length < 200_000) {
            script.append("'\"\\$`\t\r\n€𝄞é%".repeat(50)).append((char) (' ' + random.nextInt(90)));
        }
        String text = script.toString();
        cluster.create(scripted("large", text, "sh", "-c", "sha256sum < /docket/bin/main.sh"));
        assertThat(ended("large").getStatus().getPhase()).isEqualTo("Succeeded");
        String digest = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(pod("large").getLog()).startsWith(digest);
    }

    @Test
    void mountsLabelsAndShowsTheWorkingDirectory() {
        cluster.create(scripted("labels", "", "sh", "-c", "cat /docket/labels; touch here; ls /work"));
        assertThat(ended("labels").getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(pod("labels").getLog()).contains("colour=\"blue\"").contains("here");
    }

    @Test
    void givesTheContainerItsEnvironmentAndNothingOfOurs() {
        Pod pod = new PodBuilder(cluster.pod("env", "sh", "-c", "env"))
                .editSpec()
                .editContainer(0)
                .addNewEnv()
                .withName("GIVEN")
                .withValue("a value")
                .endEnv()
                .addNewEnv()
                .withName("MY_NAME")
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath("metadata.name")
                .endFieldRef()
                .endValueFrom()
                .endEnv()
                .endContainer()
                .endSpec()
                .build();
        cluster.create(pod);
        ended("env");
        String environment = pod("env").getLog();
        assertThat(environment).contains("GIVEN=a value\n").contains("MY_NAME=env\n");
        for (String ours : System.getenv().keySet()) {
            if (!java.util.Set.of("PATH", "HOME", "LANG", "PWD", "SHLVL", "_", "TMPDIR", "OLDPWD", "HOSTNAME")
                    .contains(ours)) {
                assertThat(environment).doesNotContain("\n" + ours + "=");
            }
        }
    }

    @Test
    void takesWordsAsTheyAreAndLetsNoShellReadThem() {
        Pod pod = run("words", "sh", "-c", "printf '%s|' \"$@\"", "zero", "a b", "$(exit 9)", "'; exit 9 #", "");
        assertThat(pod.getStatus().getPhase()).isEqualTo("Succeeded");
        assertThat(pod("words").getLog()).isEqualTo("a b|$(exit 9)|'; exit 9 #||");
    }

    @Test
    void expandsTheVariablesOfKubernetesAndNoOthers() {
        Pod pod = new PodBuilder(
                        cluster.pod("expand", "sh", "-c", "printf '%s|' \"$@\"", "zero", "$(GIVEN)", "$$(GIVEN)"))
                .editSpec()
                .editContainer(0)
                .addNewEnv()
                .withName("GIVEN")
                .withValue("a value")
                .endEnv()
                .withArgs("$$", "$(NONE)", "$HOME")
                .endContainer()
                .endSpec()
                .build();
        cluster.create(pod);
        ended("expand");
        assertThat(pod("expand").getLog()).isEqualTo("a value|$(GIVEN)|$|$(NONE)|$HOME|");
    }

    @Test
    void endsAPodAtItsDeadline() {
        Pod pod = cluster.pod("overdue", "sh", "-c", "echo begun; while true; do sleep 0.1; done");
        pod.getSpec().setActiveDeadlineSeconds(1L);
        cluster.create(pod);
        Pod ended = ended("overdue");
        assertThat(ended.getStatus().getPhase()).isEqualTo("Failed");
        assertThat(ended.getStatus().getReason()).isEqualTo("DeadlineExceeded");
        assertThat(ended.getStatus().getMessage()).contains("active on the node longer than the specified deadline");
    }

    @Test
    void endsAPodAtADeadlineThatWasLoweredWhileItRan() {
        cluster.create(cluster.pod("lowered", "sleep", "3600"));
        running("lowered");
        pod("lowered").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"activeDeadlineSeconds\":1}}");
        assertThat(ended("lowered").getStatus().getReason()).isEqualTo("DeadlineExceeded");
    }

    @Test
    void killsAPodThatDoesNotEndWhenAsked() {
        Pod pod = cluster.pod("stubborn", "sh", "-c", "trap '' TERM; echo ready; while true; do sleep 0.1; done");
        pod.getMetadata().setFinalizers(java.util.List.of("docket.dev/test"));
        cluster.create(pod);
        await().atMost(60, SECONDS)
                .ignoreExceptions()
                .until(() -> pod("stubborn").getLog().contains("ready"));
        pod("stubborn").delete();
        assertThat(terminated(ended("stubborn")).getExitCode()).isEqualTo(137);
        pod("stubborn").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
        await().atMost(60, SECONDS).until(() -> pod("stubborn").get() == null);
    }

    @Test
    void letsAPodEndByItselfWhenAsked() {
        Pod pod = cluster.pod("polite", "sh", "-c", "trap 'exit 0' TERM; echo ready; while true; do sleep 0.1; done");
        pod.getSpec().setTerminationGracePeriodSeconds(30L);
        pod.getMetadata().setFinalizers(java.util.List.of("docket.dev/test"));
        cluster.create(pod);
        await().atMost(60, SECONDS)
                .ignoreExceptions()
                .until(() -> pod("polite").getLog().contains("ready"));
        pod("polite").delete();
        Pod ended = ended("polite");
        assertThat(terminated(ended).getExitCode()).isZero();
        pod("polite").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    }

    @Test
    void runsManyAtATime() {
        for (int i = 0; i < 40; i++) {
            cluster.create(cluster.pod("many-" + i, "sh", "-c", "exit 0"));
        }
        await().atMost(60, SECONDS)
                .until(() -> cluster.client().pods().inNamespace(cluster.namespace()).list().getItems().stream()
                                .filter(pod -> pod.getMetadata().getName().startsWith("many-"))
                                .filter(pod -> pod.getStatus().getPhase().equals("Succeeded"))
                                .count()
                        == 40);
    }

    @Test
    void sleepsAndWakesUp() {
        assertThat(run("nap", "sleep", "0.2").getStatus().getPhase()).isEqualTo("Succeeded");
        Pod args = cluster.pod("nap-args", "sleep");
        args.getSpec().getContainers().get(0).setArgs(java.util.List.of("1"));
        cluster.create(args);
        assertThat(terminated(ended("nap-args")).getExitCode()).isZero();
        assertThat(pod("nap-args").getLog()).isEmpty();
    }

    @Test
    void waitsForAnImageThatCannotBePulled() {
        Pod pod = cluster.pod("no-image", "sleep", "1");
        pod.getSpec().getContainers().get(0).setImage("docket.invalid/no/such:image");
        cluster.create(pod);
        await().atMost(60, SECONDS)
                .untilAsserted(() -> assertThat(pod("no-image")
                                .get()
                                .getStatus()
                                .getContainerStatuses()
                                .get(0)
                                .getState()
                                .getWaiting()
                                .getReason())
                        .isIn("ErrImagePull", "ImagePullBackOff"));
        assertThat(Map.of("phase", pod("no-image").get().getStatus().getPhase()))
                .containsEntry("phase", "Pending");
        pod("no-image").withGracePeriod(0).delete();
    }
}
