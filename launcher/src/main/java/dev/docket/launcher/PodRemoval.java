package dev.docket.launcher;

import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.TerminalEvent;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One delete command: marks the Pod, so that its end is known to be ours, and deletes it by name. The outcome is then
 * what the Pod tells; one that had already ended keeps its own. Without a Pod there is nothing to wait for, and a cancel
 * is reported at once; so is that nothing is left of an attempt whose lease ran out, because the coordinator holds its
 * slot until it hears of it. For the other reasons it waits for nothing.
 *
 * <p>When a launcher dies between this report and the next commit, its successor reads the create and the delete again, in
 * this order: it may then make the Pod that was never made, and removes it at once. That is still one Pod for the
 * attempt; its outcome comes too late to count.
 *
 * <p>Threading: on the threads of {@link ApiCalls}.
 */
final class PodRemoval {
    private static final Logger LOG = LoggerFactory.getLogger(PodRemoval.class);

    private final DeletePodCommand command;
    private final CommandTask task;
    private final LauncherParts parts;
    private final String name;

    PodRemoval(DeletePodCommand command, CommandTask task, LauncherParts parts) {
        this.command = command;
        this.task = task;
        this.parts = parts;
        this.name = PodNames.of(parts.installation(), command.attemptId());
    }

    void begin() {
        DeletionMark mark = mark(command.reason());
        PodPatch patch = PodPatch.mark(command.attemptId(), mark, "the coordinator asked for it: " + command.reason());
        call(() -> parts.pods().patch(name, patch), this::marked);
    }

    private void marked(Answer<Pod> answer) {
        if (answer instanceof Answer.Done<Pod> done) {
            // A Pod that is over is kept for those who read its log, and its outcome stands.
            if (PodFacts.isOver(done.value())) {
                if (command.reason() == DeletePodReason.LEASE_EXPIRED) {
                    parts.follower().tell(done.value());
                }
                parts.lanes().answered(task);
            } else if (PodFacts.isTerminating(done.value())) {
                parts.lanes().answered(task);
            } else {
                call(() -> parts.pods().delete(name), deleted -> parts.lanes().answered(task));
            }
        } else if (answer instanceof Answer.Refused<Pod> refused
                && refused.refusal().kind() == Refusal.Kind.NOT_FOUND) {
            nothingThere();
        } else {
            // Another Pod has the name, or we may not change this one: that must not pass for "there is none".
            call(() -> parts.pods().get(name), this::found);
        }
    }

    private void found(Answer<Pod> answer) {
        if (answer instanceof Answer.Done<Pod> done
                && PodIdentity.isPodOf(done.value(), parts.installation(), command.attemptId())) {
            LOG.error("pod cannot be marked, deleting it unmarked pod={}", name);
            call(() -> parts.pods().delete(name), deleted -> parts.lanes().answered(task));
        } else {
            nothingThere();
        }
    }

    private void nothingThere() {
        switch (command.reason()) {
            case CANCELLED -> report(PodEnding.cancelled(command.attemptId(), "there was no Pod", null));
            case LEASE_EXPIRED -> report(PodEnding.lost(command.attemptId()));
            case NOT_ACTIVE, UNKNOWN -> parts.lanes().answered(task);
        }
    }

    private void report(TerminalEvent outcome) {
        parts.reports().send(outcome, () -> parts.lanes().answered(task));
    }

    private <T> void call(Supplier<Answer<T>> call, Consumer<Answer<T>> then) {
        parts.calls()
                .until(
                        () -> {
                            if (task.lost()) {
                                parts.lanes().dropped(task);
                                return false;
                            }
                            return true;
                        },
                        call,
                        then);
    }

    private static DeletionMark mark(DeletePodReason reason) {
        return switch (reason) {
            case CANCELLED -> DeletionMark.CANCELLED;
            case LEASE_EXPIRED -> DeletionMark.LEASE_EXPIRED;
            case NOT_ACTIVE, UNKNOWN -> DeletionMark.NOT_ACTIVE;
        };
    }
}
