package dev.docket.event;

import java.util.Objects;

/**
 * A report spoke of an attempt that holds no slot; its Pod is to be deleted.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param incarnation as reported
 * @param attempt as reported
 * @param reportType the wire name of the report
 * @param decision user, counts and cause
 */
public record ReportRefused(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        String reportType,
        DecisionContext decision)
        implements DecisionEvent {

    public ReportRefused {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(reportType, "reportType");
        Objects.requireNonNull(decision, "decision");
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
