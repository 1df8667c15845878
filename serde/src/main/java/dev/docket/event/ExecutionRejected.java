package dev.docket.event;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The request is refused; nothing was kept of it.
 *
 * @param queue the queue
 * @param executionId the client's id, shortened where it is too long; absent where there was none
 * @param reason why
 * @param message the same for people
 * @param faults everything that is wrong with it, if it is not valid
 * @param decision user, counts and cause
 */
public record ExecutionRejected(
        String queue,
        @Nullable String executionId,
        RejectionReason reason,
        String message,
        List<Fault> faults,
        DecisionContext decision)
        implements DecisionEvent {

    public ExecutionRejected {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(decision, "decision");
        faults = List.copyOf(faults);
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
