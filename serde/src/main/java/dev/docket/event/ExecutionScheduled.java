package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The execution holds a slot: its {@link CreatePodCommand} is out.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param incarnation the execution
 * @param attempt 1 for the first launch
 * @param priority the priority it waited with
 * @param waitMillis from acceptance to this decision, by the broker's clock
 * @param withinP90 whether that was within the ninth decile that was told at acceptance; absent where none was, or where
 *     it was told to start at once
 * @param decision user, counts and cause
 */
public record ExecutionScheduled(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        Priority priority,
        long waitMillis,
        @Nullable Boolean withinP90,
        DecisionContext decision)
        implements DecisionEvent {

    public ExecutionScheduled {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(decision, "decision");
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
