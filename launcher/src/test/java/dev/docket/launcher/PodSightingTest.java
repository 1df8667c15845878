package dev.docket.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.DelayReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.TerminalEvent;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods as Kubernetes writes them, in the states that they come in; started at 10:00:00, deleted at 10:00:30. */
class PodSightingTest {
    private static final KubernetesSerialization YAML = new KubernetesSerialization();
    private static final StartLimits LIMITS =
            LauncherConfigTest.config(Map.of()).pods().life().startLimits();
    private static final PodBlueprint BLUEPRINT = new PodBlueprint(
            "docket", LauncherConfigTest.config(Map.of()).pods(), PodTemplates.all(PodTemplate.none()));
    private static final Instant NOW = Instant.parse("2026-01-01T10:00:40Z");

    private static final String EXIT_0 =
            "terminated: {exitCode: 0, reason: Completed, startedAt: '2026-01-01T10:00:02Z', finishedAt: '2026-01-01T10:00:20Z'}";
    private static final String DELETED = "{deletionTimestamp: '2026-01-01T10:00:40Z', deletionGracePeriodSeconds: 10}";

    static Stream<Arguments> endings() {
        return Stream.of(
                ended("exit code 0", "Succeeded", "", EXIT_0, "ExecutionCompleted"),
                ended("exit code 3", "Failed", "", exit(3, "Error", 20), "NON_ZERO_EXIT false"),
                ended("out of memory", "Failed", "", exit(137, "OOMKilled", 20), "OOM_KILLED false"),
                ended(
                        "killed by a signal, nobody says why",
                        "Failed",
                        "",
                        exit(137, "Error", 20),
                        "NON_ZERO_EXIT false"),
                ended("deadline", "Failed", "reason: DeadlineExceeded", exit(143, "Error", 20), "ExecutionTimedOut"),
                ended(
                        "deadline, and the script took SIGTERM for success",
                        "Failed",
                        "reason: DeadlineExceeded",
                        EXIT_0,
                        "ExecutionTimedOut"),
                ended(
                        "deadline before a container started",
                        "Failed",
                        "reason: DeadlineExceeded",
                        "waiting: {reason: ImagePullBackOff}",
                        "LAUNCH_FAILED true"),
                ended("evicted", "Failed", "reason: Evicted", exit(137, "Error", 20), "EVICTED true"),
                ended(
                        "evicted through the API",
                        "Failed",
                        condition("EvictionByEvictionAPI"),
                        exit(143, "Error", 20),
                        "EVICTED true"),
                ended(
                        "preempted by the scheduler",
                        "Failed",
                        condition("PreemptionByScheduler"),
                        exit(143, "Error", 20),
                        "PREEMPTED true"),
                ended("preempted by the node", "Failed", "reason: Preempting", "waiting: {}", "PREEMPTED true"),
                ended("node lost", "Failed", "reason: NodeLost", exit(137, "Error", 20), "NODE_LOST true"),
                ended(
                        "node gone, the container's last status frozen",
                        "Failed",
                        condition("DeletionByPodGC"),
                        "running: {startedAt: '2026-01-01T10:00:02Z'}",
                        "NODE_LOST true"),
                ended("node shut down", "Failed", "reason: Terminated", exit(143, "Error", 20), "NODE_LOST true"),
                ended("taint", "Failed", condition("DeletionByTaintManager"), exit(143, "Error", 20), "NODE_LOST true"),
                ended(
                        "over its own memory while a disruption is noted",
                        "Failed",
                        condition("TerminationByKubelet"),
                        exit(137, "OOMKilled", 20),
                        "OOM_KILLED false"),
                ended("refused by the node", "Failed", "reason: OutOfcpu", null, "LAUNCH_FAILED true"),
                ended("no such program", "Failed", "", exit(128, "StartError", 20), "CONTAINER_ERROR false"),
                ended("the node lost track", "Failed", "", exit(137, "ContainerStatusUnknown", 20), "UNKNOWN true"),
                ended("nothing says why", "Failed", "", null, "UNKNOWN true"),
                ended(
                        "done although a disruption is noted",
                        "Succeeded",
                        condition("EvictionByEvictionAPI"),
                        EXIT_0,
                        "ExecutionCompleted"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void tellsHowAPodEnded(String situation, String status, String expected) {
        assertThat(outcome(pod("{}", status))).isEqualTo(expected);
    }

    static Stream<Arguments> deletions() {
        String running = "phase: Running, startTime: '2026-01-01T10:00:00Z'";
        String killed = "phase: Failed, " + statuses(exit(137, "Error", 33));
        String endedBefore = "phase: Failed, " + statuses(exit(3, "Error", 20));
        return Stream.of(
                Arguments.of("cancelled, killed", "CANCELLED", killed, "ExecutionCancelled"),
                Arguments.of("cancelled, had failed before", "CANCELLED", endedBefore, "NON_ZERO_EXIT false"),
                Arguments.of(
                        "cancelled, had completed before",
                        "CANCELLED",
                        "phase: Succeeded, " + statuses(EXIT_0),
                        "ExecutionCompleted"),
                Arguments.of(
                        "cancelled, ended well on SIGTERM",
                        "CANCELLED",
                        "phase: Succeeded, " + statuses(EXIT_0.replace("00:20Z", "00:31Z")),
                        "ExecutionCancelled"),
                Arguments.of(
                        "cancelled, killed within the second",
                        "CANCELLED",
                        "phase: Failed, " + statuses(exit(137, "Error", 30)),
                        "ExecutionCancelled"),
                Arguments.of(
                        "cancelled, failed within the second",
                        "CANCELLED",
                        "phase: Failed, " + statuses(exit(3, "Error", 30)),
                        "NON_ZERO_EXIT false"),
                Arguments.of("cancelled before a node took it", "CANCELLED", "phase: Pending", "ExecutionCancelled"),
                Arguments.of("bad image", "IMAGE_ERROR", "phase: Failed", "IMAGE_ERROR true"),
                Arguments.of("by somebody else", null, killed, "POD_DELETED true"),
                Arguments.of("by somebody else, had failed before", null, endedBefore, "NON_ZERO_EXIT false"),
                Arguments.of("by somebody else, before a node took it", null, "phase: Pending", "POD_DELETED true"),
                Arguments.of(
                        "still ending",
                        null,
                        running + ", " + statuses("running: {startedAt: '2026-01-01T10:00:02Z'}"),
                        "Running"),
                Arguments.of("not wanted any more", "NOT_ACTIVE", killed, "Unawaited"),
                Arguments.of("not wanted any more, still ending", "NOT_ACTIVE", running, "Unawaited"),
                Arguments.of("its lease ran out, killed", "LEASE_EXPIRED", killed, "ExecutionTimedOut"),
                Arguments.of(
                        "its lease ran out, had failed before", "LEASE_EXPIRED", endedBefore, "NON_ZERO_EXIT false"),
                Arguments.of("its lease ran out, never ran", "LEASE_EXPIRED", "phase: Failed", "LAUNCH_FAILED true"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("deletions")
    void tellsWhoDeletedAPodAndWhetherThatEndedIt(String situation, String mark, String status, String expected) {
        Pod pod = pod(DELETED, status);
        if (status.equals("phase: Pending")) {
            pod.getSpec().setNodeName(null);
        }
        if (mark != null) {
            pod.getMetadata().getAnnotations().put(PodFields.DELETED_BY_DOCKET, mark);
            pod.getMetadata().getAnnotations().put(PodFields.DELETED_BECAUSE, "because");
        }
        assertThat(outcome(pod)).isEqualTo(expected);
    }

    @Test
    void aDeadlineIsNotReportedBeforeTheContainerEnded() {
        Pod pod = pod(
                "{}",
                "phase: Failed, reason: DeadlineExceeded, " + statuses("running: {startedAt: '2026-01-01T10:00:02Z'}"));
        assertThat(outcome(pod)).isEqualTo("Running");
    }

    @Test
    void aRunningPodIsReportedWithItsNodeAndIsLookedAtAgainWhenItsTimeIsUp() {
        Pod pod = running();
        PodSighting.Running running = (PodSighting.Running) look(pod, NOW);
        assertThat(running.report().nodeName()).isEqualTo("node-1");
        assertThat(running.report().podName()).isEqualTo(pod.getMetadata().getName());
        assertThat(running.report().startedAt()).isEqualTo("2026-01-01T10:00:07Z");
        assertThat(running.lookAgainAt()).isEqualTo("2026-01-01T10:01:07Z");
    }

    @Test
    void anOverrunLowersTheDeadlineByTheNodesOwnTimesAndOnlyOnce() {
        Pod pod = running();
        PodSighting.Overrun overrun = (PodSighting.Overrun) look(pod, Instant.parse("2026-01-01T10:01:07Z"));
        assertThat(overrun.activeDeadlineSeconds()).isEqualTo(67);

        pod.getSpec().setActiveDeadlineSeconds(67L);
        assertThat(look(pod, Instant.parse("2026-01-01T10:02:00Z"))).isInstanceOf(PodSighting.Running.class);
    }

    static Stream<Arguments> waits() {
        return Stream.of(
                Arguments.of("InvalidImageName", 0, DeletionMark.IMAGE_ERROR),
                Arguments.of("ErrImagePull", 900, DeletionMark.IMAGE_ERROR),
                Arguments.of("ImagePullBackOff", 900, DeletionMark.IMAGE_ERROR),
                Arguments.of("CreateContainerConfigError", 300, DeletionMark.CONTAINER_ERROR),
                Arguments.of("ContainerCreating", 300, DeletionMark.LAUNCH_FAILED));
    }

    @ParameterizedTest
    @MethodSource("waits")
    void aContainerThatDoesNotStartHasItsGrace(String reason, long graceSeconds, DeletionMark expected) {
        Pod pod = pod(
                "{}",
                "phase: Pending, startTime: '2026-01-01T10:00:00Z', "
                        + statuses("waiting: {reason: " + reason + ", message: words}"));
        Instant end = Instant.parse("2026-01-01T10:00:00Z").plusSeconds(graceSeconds);
        assertThat(look(pod, end.minusMillis(1))).isEqualTo(new PodSighting.Waiting(end));
        PodSighting.Stuck stuck = (PodSighting.Stuck) look(pod, end);
        assertThat(stuck.mark()).isEqualTo(expected);
        assertThat(stuck.message()).contains(reason, "words");
    }

    @Test
    void aPodThatNoNodeHasTakenMayWaitForAsLongAsItsLaunch() {
        Pod pod = pod("{}", "phase: Pending");
        pod.getSpec().setNodeName(null);
        pod.getMetadata().getAnnotations().put(PodFields.NOT_AFTER, "2026-01-01T14:00:00Z");
        Instant end = Instant.parse("2026-01-01T14:00:00.001Z");

        assertThat(look(pod, end.minusMillis(1))).isEqualTo(new PodSighting.Waiting(end));
        assertThat(look(pod, end)).isInstanceOfSatisfying(PodSighting.Stuck.class, stuck -> {
            assertThat(stuck.mark()).isEqualTo(DeletionMark.LAUNCH_FAILED);
            assertThat(stuck.message()).contains("the scheduler says nothing");
        });
    }

    @Test
    void aPodThatCannotBeScheduledSaysSoInTheSchedulersWordsAndIsGivenUpInTheEnd() {
        Pod pod = pod(
                "{}",
                "phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable,"
                        + " message: '0/3 nodes are available: 3 Insufficient cpu.'}]");
        pod.getSpec().setNodeName(null);
        pod.getMetadata().getAnnotations().put(PodFields.NOT_AFTER, "2026-01-01T14:00:00Z");

        assertThat(look(pod, NOW)).isInstanceOfSatisfying(PodSighting.Unscheduled.class, waits -> {
            assertThat(waits.report().reason()).isEqualTo(DelayReason.UNSCHEDULABLE);
            assertThat(waits.report().message()).isEqualTo("0/3 nodes are available: 3 Insufficient cpu.");
            assertThat(waits.lookAgainAt()).isEqualTo("2026-01-01T14:00:00.001Z");
        });
        assertThat(look(pod, Instant.parse("2026-01-01T14:00:01Z")))
                .isInstanceOfSatisfying(
                        PodSighting.Stuck.class,
                        stuck -> assertThat(stuck.message()).contains("Insufficient cpu"));
    }

    private static Pod running() {
        return pod(
                "{}",
                "phase: Running, startTime: '2026-01-01T10:00:00Z', "
                        + statuses("running: {startedAt: '2026-01-01T10:00:07Z'}"));
    }

    private static Arguments ended(String situation, String phase, String more, String state, String expected) {
        String status =
                "phase: " + phase + (more.isEmpty() ? "" : ", " + more) + (state == null ? "" : ", " + statuses(state));
        return Arguments.of(situation, status, expected);
    }

    private static String exit(int code, String reason, int second) {
        return "terminated: {exitCode: " + code + ", reason: " + reason
                + ", startedAt: '2026-01-01T10:00:02Z', finishedAt: '2026-01-01T10:00:" + second + "Z'}";
    }

    private static String condition(String reason) {
        return "conditions: [{type: DisruptionTarget, status: 'True', reason: " + reason + "}]";
    }

    private static String statuses(String state) {
        return "containerStatuses: [{name: execution, state: {" + state + "}}]";
    }

    private static Pod pod(String metadata, String status) {
        Pod pod = BLUEPRINT.of(Commands.create("e"), new CommandPosition(0, 0), null);
        Pod overlay = YAML.unmarshal("metadata: " + metadata + "\nstatus: {" + status + "}", Pod.class);
        pod.getSpec().setNodeName("node-1");
        pod.setStatus(overlay.getStatus());
        pod.getMetadata().setDeletionTimestamp(overlay.getMetadata().getDeletionTimestamp());
        pod.getMetadata().setDeletionGracePeriodSeconds(overlay.getMetadata().getDeletionGracePeriodSeconds());
        return pod;
    }

    private static PodSighting look(Pod pod, Instant now) {
        return PodSighting.of(pod, Commands.create("e").attemptId(), now, LIMITS);
    }

    private static String outcome(Pod pod) {
        PodSighting sighting = look(pod, NOW);
        if (!(sighting instanceof PodSighting.Ended ended)) {
            return sighting.getClass().getSimpleName();
        }
        TerminalEvent event = ended.ending().report("tail");
        if (event instanceof ExecutionFailed failed) {
            assertThat(failed.message()).contains("trying again can" + (failed.retryable() ? " help" : "not help"));
            return failed.reason() + " " + failed.retryable();
        }
        assertThat(event).isInstanceOfAny(ExecutionCompleted.class, ExecutionTimedOut.class, ExecutionCancelled.class);
        return event.type();
    }
}
