package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The execution came too late, or waited for too long, and is never run.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param incarnation the accepted execution; absent where the request was too old to be accepted
 * @param reason which of the two
 * @param message the same for people
 * @param decision user, counts and cause
 */
public record ExecutionExpired(
        String queue,
        String executionId,
        @Nullable Incarnation incarnation,
        ExpiryReason reason,
        String message,
        DecisionContext decision)
        implements DecisionEvent {

    public ExecutionExpired {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(decision, "decision");
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
