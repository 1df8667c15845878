package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attempt failed.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt the attempt
 * @param reason why
 * @param message the same for people, with the cluster's own words where there are some
 * @param retryable whether trying again can help
 * @param run what is known of the Pod
 * @param decision the coordinator's decision; absent in a report
 */
public record ExecutionFailed(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        FailureReason reason,
        @Nullable String message,
        boolean retryable,
        @Nullable PodRun run,
        @Nullable DecisionContext decision)
        implements TerminalEvent {

    public ExecutionFailed {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Outcome outcome() {
        return Outcome.FAILED;
    }

    @Override
    public ExecutionFailed confirmed(DecisionContext context) {
        return new ExecutionFailed(queue, executionId, incarnation, attempt, reason, message, retryable, run, context);
    }

    @Override
    public <R> R accept(DecisionEvent.Handler<R> handler) {
        return handler.on(this);
    }
}
