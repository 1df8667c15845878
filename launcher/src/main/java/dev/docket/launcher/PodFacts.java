package dev.docket.launcher;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Single facts read from a Pod object, in which nearly everything may be absent. */
final class PodFacts {
    static final String SUCCEEDED = "Succeeded";
    static final String FAILED = "Failed";
    private static final int SIGKILL = 137;
    private static final int SIGTERM = 143;

    private PodFacts() {}

    static List<ContainerStatus> statuses(Pod pod) {
        PodStatus status = pod.getStatus();
        return status == null || status.getContainerStatuses() == null ? List.of() : status.getContainerStatuses();
    }

    /** The state of the container that runs the script. */
    static @Nullable ContainerState state(Pod pod) {
        return statuses(pod).stream()
                .filter(s -> PodFields.CONTAINER.equals(s.getName()))
                .map(ContainerStatus::getState)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    static @Nullable ContainerStateTerminated terminated(Pod pod) {
        ContainerState state = state(pod);
        return state == null ? null : state.getTerminated();
    }

    static boolean isTerminating(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    /**
     * Whether nothing of this Pod runs or can ever run. The phase alone does not say so: a Pod past its deadline is
     * {@code Failed} while its container still gets its grace period, and a Pod that was deleted before a node took it
     * stays {@code Pending}.
     */
    static boolean isOver(Pod pod) {
        String phase = phase(pod);
        boolean running = statuses(pod).stream()
                .anyMatch(s -> s.getState() != null && s.getState().getRunning() != null);
        if (SUCCEEDED.equals(phase) || FAILED.equals(phase)) {
            // With its node, a container's last status is frozen; nobody will ever update it.
            return !running || lostItsNode(pod);
        }
        if (!isTerminating(pod)) {
            return false;
        }
        boolean neverTaken = pod.getSpec().getNodeName() == null;
        return neverTaken || (terminated(pod) != null && !running);
    }

    static boolean lostItsNode(Pod pod) {
        return "NodeLost".equals(reason(pod)) || "DeletionByPodGC".equals(disruption(pod));
    }

    /** Why the cluster put the Pod out, if it did. */
    static @Nullable String disruption(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null || status.getConditions() == null) {
            return null;
        }
        return status.getConditions().stream()
                .filter(c -> "DisruptionTarget".equals(c.getType()) && "True".equals(c.getStatus()))
                .map(PodCondition::getReason)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Why no node can take the Pod, in the scheduler's words; null if it does not say that. */
    static @Nullable String unschedulable(Pod pod) {
        PodStatus status = pod.getStatus();
        if (status == null || status.getConditions() == null) {
            return null;
        }
        return status.getConditions().stream()
                .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
                .map(c -> c.getMessage() == null || c.getMessage().isBlank()
                        ? String.valueOf(c.getReason())
                        : c.getMessage())
                .findFirst()
                .orElse(null);
    }

    /**
     * Whether the container ended because the Pod was deleted, rather than before that. Kubernetes keeps whole seconds;
     * within the same second the exit code decides.
     */
    static boolean endedByDeletion(Pod pod) {
        Instant deletion = time(pod.getMetadata().getDeletionTimestamp());
        if (deletion == null) {
            return false;
        }
        ContainerStateTerminated ended = terminated(pod);
        Instant finished = ended == null ? null : time(ended.getFinishedAt());
        if (ended == null || finished == null) {
            return !SUCCEEDED.equals(phase(pod));
        }
        Long grace = pod.getMetadata().getDeletionGracePeriodSeconds();
        Instant asked =
                deletion.minus(Duration.ofSeconds(grace == null ? 0 : grace)).truncatedTo(ChronoUnit.SECONDS);
        Instant second = finished.truncatedTo(ChronoUnit.SECONDS);
        if (second.equals(asked)) {
            int code = Optional.ofNullable(ended.getExitCode()).orElse(SIGKILL);
            return code == SIGKILL || code == SIGTERM;
        }
        return second.isAfter(asked);
    }

    static @Nullable String phase(Pod pod) {
        return pod.getStatus() == null ? null : pod.getStatus().getPhase();
    }

    static @Nullable String reason(Pod pod) {
        return pod.getStatus() == null ? null : pod.getStatus().getReason();
    }

    static @Nullable String message(Pod pod) {
        return pod.getStatus() == null ? null : pod.getStatus().getMessage();
    }

    static @Nullable Long timeoutSeconds(Pod pod) {
        String text = PodIdentity.annotation(pod, PodFields.TIMEOUT_SECONDS);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null || text.isEmpty()
                    ? null
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
