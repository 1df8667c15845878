package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The execution was cancelled, before it waited, while it waited, or while it ran; an attempt of a cancelled execution
 * that never held a slot counts as 1.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt the attempt
 * @param reason why
 * @param message the same for people, with the cluster's own words where there are some
 * @param run what is known of the Pod
 * @param decision the coordinator's decision; absent in a report
 */
public record ExecutionCancelled(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        CancelReason reason,
        @Nullable String message,
        @Nullable PodRun run,
        @Nullable DecisionContext decision)
        implements TerminalEvent {

    public ExecutionCancelled {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Outcome outcome() {
        return Outcome.CANCELLED;
    }

    @Override
    public ExecutionCancelled confirmed(DecisionContext context) {
        return new ExecutionCancelled(queue, executionId, incarnation, attempt, reason, message, run, context);
    }

    @Override
    public <R> R accept(DecisionEvent.Handler<R> handler) {
        return handler.on(this);
    }
}
