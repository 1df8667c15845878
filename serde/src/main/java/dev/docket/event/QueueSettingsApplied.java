package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a queue changed.
 *
 * @param queue the queue
 * @param maxActive how many executions may hold a slot
 * @param maxPerUser how many pending and active executions one user may have
 * @param maxPending how many executions may wait
 * @param maxPendingBytes how many bytes of payload may wait
 * @param paused whether nothing is scheduled
 * @param decision user, counts and cause
 */
public record QueueSettingsApplied(
        String queue,
        int maxActive,
        int maxPerUser,
        int maxPending,
        long maxPendingBytes,
        boolean paused,
        DecisionContext decision)
        implements DecisionEvent {

    public QueueSettingsApplied {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(decision, "decision");
    }

    @Override
    public @Nullable String executionId() {
        return null;
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
