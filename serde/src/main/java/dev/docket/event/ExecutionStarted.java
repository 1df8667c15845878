package dev.docket.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The container of this attempt runs. Repeated for long-running Pods, so that the coordinator can answer for those
 * without a slot.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt the attempt
 * @param podName the name of its Pod
 * @param nodeName the node it runs on
 * @param startedAt when the container started, by the node's clock
 * @param decision the coordinator's decision; absent in a report
 */
public record ExecutionStarted(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        @Nullable String podName,
        @Nullable String nodeName,
        @Nullable Instant startedAt,
        @Nullable DecisionContext decision)
        implements AttemptReport {

    public ExecutionStarted {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
    }

    /** The same event, confirmed by the coordinator. */
    public ExecutionStarted confirmed(DecisionContext context) {
        return new ExecutionStarted(queue, executionId, incarnation, attempt, podName, nodeName, startedAt, context);
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
