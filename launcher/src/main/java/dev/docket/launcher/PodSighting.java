package dev.docket.launcher;

import dev.docket.event.AttemptId;
import dev.docket.event.DelayReason;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.FailureReason;
import dev.docket.event.PodRun;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateRunning;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a Pod says is to be done. It depends on nothing but the Pod and the time of looking, so it does not
 * matter which changes were missed in between.
 */
sealed interface PodSighting {

    /**
     * Nothing to report.
     *
     * @param lookAgainAt when to look again even if nothing changes
     */
    record Waiting(@Nullable Instant lookAgainAt) implements PodSighting {}

    /**
     * No node takes the Pod.
     *
     * @param report says so, in the scheduler's words
     * @param lookAgainAt when it will have waited for too long
     */
    record Unscheduled(ExecutionDelayed report, @Nullable Instant lookAgainAt) implements PodSighting {}

    /**
     * The container runs.
     *
     * @param report says so
     * @param lookAgainAt when it will have run for too long
     */
    record Running(ExecutionStarted report, @Nullable Instant lookAgainAt) implements PodSighting {}

    /**
     * The container has run for longer than its timeout.
     *
     * @param report says that it runs
     * @param activeDeadlineSeconds the deadline at which Kubernetes is to end it, counted as Kubernetes counts
     */
    record Overrun(ExecutionStarted report, long activeDeadlineSeconds) implements PodSighting {}

    /** The container does not start, and has had its time: the Pod is to be removed. */
    record Stuck(DeletionMark mark, String message) implements PodSighting {}

    /** It is over: the outcome is to be reported. */
    record Ended(PodEnding ending) implements PodSighting {}

    /** The coordinator does not wait for this Pod any more: there is nothing to report. */
    record Unawaited() implements PodSighting {}

    /** Looks at a Pod that has Docket's finalizer. */
    static PodSighting of(Pod pod, AttemptId attempt, Instant now, StartLimits limits) {
        boolean terminating = pod.getMetadata().getDeletionTimestamp() != null;
        Optional<DeletionMark> mark = mark(pod);
        if (mark.isPresent() && !mark.get().awaited() && (terminating || PodFacts.isOver(pod))) {
            return new Unawaited();
        }
        if (PodFacts.isOver(pod)) {
            return new Ended(new PodEnding(attempt, PodVerdict.of(pod, mark.orElse(null)), run(pod)));
        }
        ContainerState state = PodFacts.state(pod);
        ContainerStateRunning running = state == null ? null : state.getRunning();
        if (running != null) {
            return running(pod, attempt, PodFacts.time(running.getStartedAt()), now);
        }
        return terminating ? new Waiting(null) : waiting(pod, attempt, now, limits);
    }

    /**
     * What the last sight of a Pod says that is gone although its outcome was never reported: somebody took the
     * finalizer away.
     */
    static PodEnding vanished(Pod pod, AttemptId attempt) {
        return PodFacts.isOver(pod) || mark(pod).isPresent()
                ? new PodEnding(attempt, PodVerdict.of(pod, mark(pod).orElse(null)), run(pod))
                : new PodEnding(
                        attempt,
                        new PodEnding.Failed(
                                FailureReason.POD_DELETED, "the Pod was removed, finalizer and all, by force", true),
                        run(pod));
    }

    private static PodSighting running(Pod pod, AttemptId attempt, @Nullable Instant startedAt, Instant now) {
        ExecutionStarted report = new ExecutionStarted(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                attempt.attempt(),
                pod.getMetadata().getName(),
                pod.getSpec().getNodeName(),
                startedAt,
                null);
        Long timeout = PodFacts.timeoutSeconds(pod);
        Instant podStart = PodFacts.time(pod.getStatus().getStartTime());
        if (startedAt == null || timeout == null || podStart == null || PodFacts.isTerminating(pod)) {
            return new Running(report, null);
        }
        // Both times are the node's own, so the deadline is right whatever the launcher's clock says.
        long startup = Math.max(
                0, Duration.between(podStart, startedAt.plusMillis(999)).toSeconds());
        long deadline = startup + timeout;
        Long current = pod.getSpec().getActiveDeadlineSeconds();
        if (current != null && current <= deadline) {
            return new Running(report, null);
        }
        Instant overrun = startedAt.plusSeconds(timeout);
        return now.isBefore(overrun) ? new Running(report, overrun) : new Overrun(report, deadline);
    }

    private static PodSighting waiting(Pod pod, AttemptId attempt, Instant now, StartLimits limits) {
        if (pod.getSpec().getNodeName() == null) {
            return unscheduled(pod, attempt, now);
        }
        PodStatus status = pod.getStatus();
        Instant taken = status == null ? null : PodFacts.time(status.getStartTime());
        if (taken == null) {
            return new Waiting(null);
        }
        ContainerState state = PodFacts.state(pod);
        String reason = "ContainerCreating";
        String detail = null;
        if (state != null && state.getWaiting() != null && state.getWaiting().getReason() != null) {
            reason = state.getWaiting().getReason();
            detail = state.getWaiting().getMessage();
        }
        Duration limit = limits.of(reason);
        Instant end = taken.plus(limit);
        if (now.isBefore(end)) {
            return new Waiting(end);
        }
        String message = "the container did not start within " + limit.toSeconds() + " s: " + reason
                + (detail == null ? "" : ": " + detail);
        return new Stuck(DeletionMark.valueOf(StartLimits.failure(reason).name()), message);
    }

    /** The scheduler tries for as long as a launch may take, and no longer. */
    private static PodSighting unscheduled(Pod pod, AttemptId attempt, Instant now) {
        Instant notAfter = PodFacts.time(PodIdentity.annotation(pod, PodFields.NOT_AFTER));
        String words = PodFacts.unschedulable(pod);
        if (notAfter != null && now.isAfter(notAfter)) {
            return new Stuck(
                    DeletionMark.LAUNCH_FAILED,
                    "no node took the Pod in time: " + (words == null ? "the scheduler says nothing of it" : words));
        }
        Instant end = notAfter == null ? null : notAfter.plusMillis(1);
        return words == null
                ? new Waiting(end)
                : new Unscheduled(
                        new ExecutionDelayed(
                                attempt.queue(),
                                attempt.executionId(),
                                attempt.incarnation(),
                                attempt.attempt(),
                                DelayReason.UNSCHEDULABLE,
                                Words.clipped(words),
                                null),
                        end);
    }

    private static PodRun run(Pod pod) {
        ContainerState state = PodFacts.state(pod);
        ContainerStateTerminated ended = state == null ? null : state.getTerminated();
        ContainerStateRunning running = state == null ? null : state.getRunning();
        String startedAt = ended != null ? ended.getStartedAt() : running != null ? running.getStartedAt() : null;
        return new PodRun(
                pod.getMetadata().getName(),
                pod.getSpec().getNodeName(),
                ended == null ? null : ended.getExitCode(),
                PodFacts.time(startedAt),
                ended == null ? null : PodFacts.time(ended.getFinishedAt()),
                null);
    }

    private static Optional<DeletionMark> mark(Pod pod) {
        return DeletionMark.of(PodIdentity.annotation(pod, PodFields.DELETED_BY_DOCKET));
    }
}
