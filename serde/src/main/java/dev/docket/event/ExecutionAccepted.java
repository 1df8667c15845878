package dev.docket.event;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The execution waits in its queue.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param incarnation names this execution for good
 * @param priority the priority it waits with
 * @param position how many pending executions are ahead of it; 0 is next
 * @param depth how many executions wait, this one included
 * @param estimatedWaitSeconds within how long it starts with a probability of one half; absent where nothing is known yet
 * @param estimatedWaitP90Seconds within how long it starts with a probability of nine tenths; absent where nothing is
 *     known yet
 * @param decision user, counts and cause
 */
public record ExecutionAccepted(
        String queue,
        String executionId,
        Incarnation incarnation,
        Priority priority,
        long position,
        long depth,
        @Nullable Double estimatedWaitSeconds,
        @Nullable Double estimatedWaitP90Seconds,
        DecisionContext decision)
        implements DecisionEvent {

    public ExecutionAccepted {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(decision, "decision");
        // JSON has no word for infinity, and a rate of 0 gives one.
        estimatedWaitSeconds =
                estimatedWaitSeconds != null && Double.isFinite(estimatedWaitSeconds) ? estimatedWaitSeconds : null;
        estimatedWaitP90Seconds = estimatedWaitP90Seconds != null && Double.isFinite(estimatedWaitP90Seconds)
                ? estimatedWaitP90Seconds
                : null;
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
