package dev.docket.launcher;

import dev.docket.event.FailureReason;
import dev.docket.event.TimeoutReason;
import dev.docket.launcher.PodEnding.Cancelled;
import dev.docket.launcher.PodEnding.Completed;
import dev.docket.launcher.PodEnding.Failed;
import dev.docket.launcher.PodEnding.TimedOut;
import dev.docket.launcher.PodEnding.Verdict;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a Pod that is over ended. The first that holds, in this order: Docket killed it; its deadline passed; the cluster
 * put it out; somebody else deleted it; the container ended by itself. A container that had ended before the deletion
 * came keeps its own outcome.
 */
final class PodVerdict {
    private static final Set<String> NODE_SHUT_DOWN = Set.of("NodeLost", "Terminated", "Shutdown", "NodeShutdown");
    private static final Set<String> NODE_REFUSED = Set.of(
            "NodeAffinity",
            "NodePorts",
            "OutOfcpu",
            "OutOfmemory",
            "OutOfpods",
            "OutOfephemeral-storage",
            "UnexpectedAdmissionError",
            "AdmissionError");
    private static final Set<String> NEVER_RAN = Set.of("ContainerCannotRun", "StartError", "CreateContainerError");

    private PodVerdict() {}

    static Verdict of(Pod pod, @Nullable DeletionMark mark) {
        boolean killed = PodFacts.endedByDeletion(pod);
        ContainerStateTerminated ended = PodFacts.terminated(pod);
        if (killed && mark != null) {
            return byDocket(mark, ended, PodIdentity.annotation(pod, PodFields.DELETED_BECAUSE));
        }
        if (PodFacts.SUCCEEDED.equals(PodFacts.phase(pod))) {
            return new Completed();
        }
        Verdict byCluster = byCluster(pod, ended);
        if (byCluster != null) {
            return byCluster;
        }
        if (killed) {
            return new Failed(FailureReason.POD_DELETED, "the Pod was deleted by somebody else", true);
        }
        if (ended != null) {
            return byItself(ended);
        }
        return new Failed(FailureReason.UNKNOWN, words(pod, "the Pod failed, and nothing says why"), true);
    }

    private static boolean ran(@Nullable ContainerStateTerminated ended) {
        return ended != null && PodFacts.time(ended.getStartedAt()) != null;
    }

    private static Verdict byDocket(
            DeletionMark mark, @Nullable ContainerStateTerminated ended, @Nullable String because) {
        if (mark == DeletionMark.CANCELLED) {
            return new Cancelled(because);
        }
        if (mark == DeletionMark.LEASE_EXPIRED && ran(ended)) {
            return new TimedOut(
                    TimeoutReason.LEASE_EXPIRED, "it still ran after its timeout and the time to end, and was killed");
        }
        FailureReason reason = switch (mark) {
            case IMAGE_ERROR -> FailureReason.IMAGE_ERROR;
            case CONTAINER_ERROR -> FailureReason.CONTAINER_ERROR;
            case LAUNCH_FAILED, LEASE_EXPIRED, NOT_ACTIVE, CANCELLED -> FailureReason.LAUNCH_FAILED;
        };
        return new Failed(reason, because, StartLimits.retryable(reason, because == null ? "" : because));
    }

    private static @Nullable Verdict byCluster(Pod pod, @Nullable ContainerStateTerminated ended) {
        String reason = Optional.ofNullable(PodFacts.reason(pod)).orElse("");
        String disruption = Optional.ofNullable(PodFacts.disruption(pod)).orElse("");
        if (reason.equals("DeadlineExceeded")) {
            return ran(ended)
                    ? new TimedOut(
                            TimeoutReason.DEADLINE_EXCEEDED,
                            words(pod, "the container ran for longer than its timeout")
                                    + "; trying again cannot help: it would need a longer timeout")
                    : new Failed(FailureReason.LAUNCH_FAILED, "no container started before the Pod's deadline", true);
        }
        if (PodFacts.lostItsNode(pod)
                || NODE_SHUT_DOWN.contains(reason)
                || disruption.equals("DeletionByTaintManager")) {
            return new Failed(FailureReason.NODE_LOST, words(pod, "the Pod's node was lost"), true);
        }
        if (reason.equals("Preempting") || disruption.equals("PreemptionByScheduler")) {
            return new Failed(FailureReason.PREEMPTED, words(pod, "a Pod of higher priority took its place"), true);
        }
        // A container over its own memory limit is no disruption, whatever else happened to the Pod.
        if (ended != null && "OOMKilled".equals(ended.getReason())) {
            return null;
        }
        if (reason.equals("Evicted")
                || disruption.equals("EvictionByEvictionAPI")
                || disruption.equals("TerminationByKubelet")) {
            return new Failed(FailureReason.EVICTED, words(pod, "the Pod was evicted"), true);
        }
        if (NODE_REFUSED.contains(reason)) {
            return new Failed(FailureReason.LAUNCH_FAILED, words(pod, "the node refused the Pod"), true);
        }
        return null;
    }

    private static Verdict byItself(ContainerStateTerminated ended) {
        String reason = Optional.ofNullable(ended.getReason()).orElse("");
        int code = Optional.ofNullable(ended.getExitCode()).orElse(0);
        if (reason.equals("OOMKilled")) {
            return new Failed(FailureReason.OOM_KILLED, "the container exceeded its memory limit", false);
        }
        if (reason.equals("ContainerStatusUnknown")) {
            return new Failed(FailureReason.UNKNOWN, "the node cannot tell how the container ended", true);
        }
        if (NEVER_RAN.contains(reason)) {
            String detail = ended.getMessage() == null ? "" : ": " + ended.getMessage();
            return new Failed(FailureReason.CONTAINER_ERROR, "the container could not be started" + detail, false);
        }
        return code == 0
                ? new Completed()
                : new Failed(FailureReason.NON_ZERO_EXIT, "the container ended with exit code " + code, false);
    }

    private static String words(Pod pod, String otherwise) {
        String message = PodFacts.message(pod);
        return message == null || message.isBlank() ? otherwise : message;
    }
}
