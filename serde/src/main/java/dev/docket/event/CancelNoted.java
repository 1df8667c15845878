package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cancel that ended nothing at once.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param incarnation the execution it met, if any
 * @param effect what became of it
 * @param decision user, counts and cause
 */
public record CancelNoted(
        String queue,
        String executionId,
        @Nullable Incarnation incarnation,
        CancelEffect effect,
        DecisionContext decision)
        implements DecisionEvent {

    public CancelNoted {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(effect, "effect");
        Objects.requireNonNull(decision, "decision");
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
