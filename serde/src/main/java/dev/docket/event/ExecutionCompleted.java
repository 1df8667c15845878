package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The container ended with exit code 0.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt the attempt
 * @param run what is known of the Pod
 * @param decision the coordinator's decision; absent in a report
 */
public record ExecutionCompleted(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        @Nullable PodRun run,
        @Nullable DecisionContext decision)
        implements TerminalEvent {

    public ExecutionCompleted {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
    }

    @Override
    public Outcome outcome() {
        return Outcome.COMPLETED;
    }

    @Override
    public ExecutionCompleted confirmed(DecisionContext context) {
        return new ExecutionCompleted(queue, executionId, incarnation, attempt, run, context);
    }

    @Override
    public <R> R accept(DecisionEvent.Handler<R> handler) {
        return handler.on(this);
    }
}
