package dev.docket.query;

import dev.docket.event.Priority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a queue's line, in order.
 *
 * @param queue the queue
 * @param from the position of the first
 * @param depth how many wait in all
 * @param executions who waits, the next one first
 * @param next the position to go on from; absent where this is the end
 * @param stale how old this answer may be; absent if it is current
 */
public record LinePage(
        String queue,
        long from,
        long depth,
        List<Waiter> executions,
        @Nullable Long next,
        @Nullable Staleness stale) {

    /**
     * One who waits.
     *
     * @param position how many are ahead
     * @param executionId the client's id
     * @param userId whose it is
     * @param priority what it waits with
     * @param acceptedAt since when it waits
     * @param estimatedWaitSeconds how long it may still wait; absent where nothing is known
     */
    public record Waiter(
            long position,
            String executionId,
            String userId,
            Priority priority,
            Instant acceptedAt,
            @Nullable EstimatedWait estimatedWaitSeconds) {}
}
