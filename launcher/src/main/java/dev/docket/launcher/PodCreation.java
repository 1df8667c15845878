package dev.docket.launcher;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.DelayReason;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.FailureReason;
import dev.docket.launcher.PodEnding.Failed;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One create command, from its first try to its answer: the Pod of the attempt exists, made now or before; or a terminal
 * report says why there is none; or a delete made it needless.
 *
 * <p>The name is asked for, never looked up first: the API server alone knows whether it is taken. A Pod that is there
 * may be ours from an earlier life or an earlier try whose answer was lost. From when the API server said that the name
 * is taken, the Pod is only looked up. Once the name was ours and is free again, there was a Pod, and no second one is
 * made. After {@code notAfter} nothing is created, but the Pod of an earlier try
 * still counts, so one look is taken before the command is answered with a failure.
 *
 * <p>Threading: one try at a time, on the threads of {@link ApiCalls}.
 */
final class PodCreation {
    private static final Logger LOG = LoggerFactory.getLogger(PodCreation.class);
    private static final long QUOTA_SPREAD_MILLIS = 10;

    private final CreatePodCommand command;
    private final CommandTask task;
    private final LauncherParts parts;
    private final String name;
    private int failures;
    private boolean nameTaken;
    private boolean delayTold;
    private Fence fence = Fence.NONE;
    private @Nullable String lastRefusal;
    private @Nullable Future<?> waiting;

    PodCreation(CreatePodCommand command, CommandTask task, LauncherParts parts) {
        this.command = command;
        this.task = task;
        this.parts = parts;
        this.name = PodNames.of(parts.installation(), command.attemptId());
    }

    /** One try; blocks for one call, two when it learns that the name is taken. */
    void attempt() {
        if (task.lost()) {
            parts.lanes().dropped(task);
            return;
        }
        CommandTask delete = task.preemptedBy();
        if (delete != null) {
            parts.lanes().preempted(task, delete);
            return;
        }
        if (nameTaken) {
            taken(parts.pods().get(name));
            return;
        }
        if (parts.clock().instant().isAfter(command.notAfter())) {
            Duration uncertain = fence.left();
            if (uncertain.isZero()) {
                lookOnceMore();
            } else {
                again(uncertain);
            }
            return;
        }
        Duration closed = parts.gate().delay();
        if (closed.compareTo(Duration.ZERO) > 0) {
            again(closed.plusMillis(parts.calls().backoff().after(1, null).toMillis()));
            return;
        }
        Pod wanted;
        try {
            wanted = parts.blueprint().of(command, task.position(), task.traceparent());
        } catch (RuntimeException e) {
            // It would be the same each time, and the launcher must not end of one command again and again.
            LOG.warn("no pod can be made of the command pod={}", name, e);
            fail(new Failed(FailureReason.POD_REFUSED, "no Pod can be made of this command: " + e.getMessage(), false));
            return;
        }
        Answer<Pod> answer = parts.pods().create(wanted);
        if (answer instanceof Answer.Refused<Pod> refused) {
            refused(refused.refusal());
        } else {
            exists();
        }
    }

    private void refused(Refusal refusal) {
        if (refusal.kind() == Refusal.Kind.UNAVAILABLE) {
            fence = parts.follower().fence(); // It may be made yet, long after nobody waits for it any more.
        }
        switch (refusal.kind()) {
            case ALREADY_EXISTS -> {
                nameTaken = true;
                failures = 0; // The API server has answered; what fails from here on is another call.
                taken(parts.pods().get(name));
            }
            // A namespace that is not there may come; so may its quota, the network, the API server. That the API
            // server is overloaded, the gate has heard already.
            case NOT_FOUND, QUOTA, CONFLICT, UNAVAILABLE, THROTTLED -> retry(refusal);
            case REFUSED, GONE -> {
                LOG.warn("pod refused pod={} message={}", name, refusal.message());
                fail(new Failed(FailureReason.POD_REFUSED, refusal.message(), false));
            }
        }
    }

    private void taken(Answer<Pod> found) {
        if (found instanceof Answer.Done<Pod> there) {
            if (PodIdentity.isPodOf(there.value(), parts.installation(), command.attemptId())) {
                exists();
            } else if (PodFacts.isTerminating(there.value())) {
                nameTaken = false;
                retry(new Refusal(Refusal.Kind.CONFLICT, "the name is held by another Pod that is going", null));
            } else {
                fail(new Failed(FailureReason.POD_REFUSED, "another Pod has the name " + name, false));
            }
        } else if (found instanceof Answer.Refused<Pod> refused) {
            if (refused.refusal().kind() == Refusal.Kind.NOT_FOUND) {
                // Its finalizer cannot have gone by our hand: this command's offset is not committed.
                fail(new Failed(
                        FailureReason.POD_DELETED, "the attempt's Pod was removed, finalizer and all, by force", true));
            } else {
                retry(refused.refusal());
            }
        }
    }

    private void lookOnceMore() {
        Answer<Pod> found = parts.pods().get(name);
        if (found instanceof Answer.Refused<Pod> refused) {
            if (refused.refusal().kind().passing()) {
                retry(refused.refusal());
            } else {
                String why = lastRefusal == null ? "" : "; last: " + lastRefusal;
                fail(new Failed(FailureReason.LAUNCH_FAILED, "no Pod could be made in time" + why, true));
            }
        } else {
            taken(found);
        }
    }

    private void exists() {
        parts.follower().created(name, command.attemptId(), task.position(), fence);
        parts.lanes().answered(task);
    }

    private void fail(Failed why) {
        parts.reports()
                .send(
                        PodEnding.failed(command.attemptId(), why, null),
                        () -> parts.lanes().answered(task));
    }

    private void retry(Refusal refusal) {
        failures++;
        lastRefusal = refusal.message();
        LOG.debug("create will be tried again pod={} kind={} failures={}", name, refusal.kind(), failures);
        Duration delay = parts.calls().backoff().after(failures, refusal.retryAfter());
        if (refusal.kind() == Refusal.Kind.QUOTA) {
            tellOfTheQuota(refusal.message());
            // However many a quota holds back, together they ask no more than some hundred times a second.
            delay = delay.plusMillis(parts.lanes().waiting() * QUOTA_SPREAD_MILLIS);
        }
        Duration left =
                Duration.between(parts.clock().instant(), command.notAfter()).plusMillis(1);
        // The answer is due when the time is up, not at the end of a long wait.
        again(!left.isNegative() && left.compareTo(delay) < 0 ? left : delay);
    }

    private void tellOfTheQuota(String words) {
        if (!delayTold) {
            delayTold = true;
            parts.reports()
                    .mention(new ExecutionDelayed(
                            command.queue(),
                            command.executionId(),
                            command.incarnation(),
                            command.attempt(),
                            DelayReason.QUOTA,
                            Words.clipped(words),
                            null));
        }
    }

    private synchronized void again(Duration delay) {
        parts.lanes().waits();
        waiting = parts.calls().later(delay, this::tryAgain);
        task.onPreempt(this::wake);
        if (task.preemptedBy() != null) {
            wake();
        }
    }

    /** Whoever takes the future back is the one who goes on: the timer or the delete, never both. */
    private synchronized void wake() {
        Future<?> future = waiting;
        if (future != null && future.cancel(false)) {
            waiting = null;
            parts.calls().run(this::tryAgain);
        }
    }

    private void tryAgain() {
        parts.lanes().waitsNoMore();
        attempt();
    }
}
