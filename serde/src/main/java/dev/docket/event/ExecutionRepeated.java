package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * This very request was accepted before; nothing changed.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param incarnation the execution that the first one made
 * @param state where that one stands
 * @param position how many pending executions are ahead of it, if it waits
 * @param outcome how it ended, if it did
 * @param decision user, counts and cause
 */
public record ExecutionRepeated(
        String queue,
        String executionId,
        Incarnation incarnation,
        ExecutionState state,
        @Nullable Long position,
        @Nullable Outcome outcome,
        DecisionContext decision)
        implements DecisionEvent {

    public ExecutionRepeated {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(decision, "decision");
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
