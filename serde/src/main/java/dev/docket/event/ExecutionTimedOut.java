package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The attempt took longer than it may.
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
public record ExecutionTimedOut(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        TimeoutReason reason,
        @Nullable String message,
        @Nullable PodRun run,
        @Nullable DecisionContext decision)
        implements TerminalEvent {

    public ExecutionTimedOut {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public Outcome outcome() {
        return Outcome.TIMED_OUT;
    }

    @Override
    public ExecutionTimedOut confirmed(DecisionContext context) {
        return new ExecutionTimedOut(queue, executionId, incarnation, attempt, reason, message, run, context);
    }

    @Override
    public <R> R accept(DecisionEvent.Handler<R> handler) {
        return handler.on(this);
    }
}
