package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The launch of this attempt is held up, and goes on being tried until its time is up. It holds its slot meanwhile.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt the attempt
 * @param reason what holds it up
 * @param message the same in the cluster's own words
 * @param decision the coordinator's decision; absent in a report
 */
public record ExecutionDelayed(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        DelayReason reason,
        @Nullable String message,
        @Nullable DecisionContext decision)
        implements AttemptReport {

    public ExecutionDelayed {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(reason, "reason");
    }

    /** The same event, confirmed by the coordinator. */
    public ExecutionDelayed confirmed(DecisionContext context) {
        return new ExecutionDelayed(queue, executionId, incarnation, attempt, reason, message, context);
    }

    @Override
    public <R> R accept(Report.Handler<R> handler) {
        return handler.on(this);
    }

    @Override
    public <R> R accept(DecisionEvent.Handler<R> handler) {
        return handler.on(this);
    }
}
