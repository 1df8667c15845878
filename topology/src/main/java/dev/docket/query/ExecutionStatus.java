package dev.docket.query;

import dev.docket.event.ExecutionState;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.queue.Waiting;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an execution stands.
 *
 * @param queue its queue
 * @param executionId the client's id
 * @param incarnation which request made it
 * @param state where it stands
 * @param userId whose it is; absent once it has finished
 * @param priority what it waits or waited with; absent once it has finished
 * @param acceptedAt when it was accepted, by the broker's clock; absent once it has finished
 * @param since when it entered this state, by the broker's clock
 * @param line where it is in the line; only while it is pending
 * @param estimatedWaitSeconds how long it may still wait; only while it is pending, and absent where nothing is known
 * @param waitingFor why it waits, what must go first standing first; only while it is pending
 * @param lease its hold on a slot; only while it is active
 * @param cancelRequested whether a cancel is on its way to it
 * @param outcome how it ended; only once it has finished
 * @param stale how old this answer may be; absent if it is current
 */
public record ExecutionStatus(
        String queue,
        String executionId,
        Incarnation incarnation,
        ExecutionState state,
        @Nullable String userId,
        @Nullable Priority priority,
        @Nullable Instant acceptedAt,
        Instant since,
        @Nullable Place line,
        @Nullable EstimatedWait estimatedWaitSeconds,
        @Nullable List<Waiting> waitingFor,
        @Nullable Lease lease,
        boolean cancelRequested,
        @Nullable Outcome outcome,
        @Nullable Staleness stale) {

    /**
     * A place in the line of a queue.
     *
     * @param position how many pending executions are ahead; 0 is next
     * @param depth how many are pending, this one included
     */
    public record Place(long position, long depth) {}

    /**
     * The hold on a slot.
     *
     * @param attempt which launch, 1 for the first
     * @param scheduledAt when it got the slot
     * @param startedAt when the start of its container was told; absent before
     * @param dueAt when the slot is taken back unless there is news
     */
    public record Lease(
            int attempt, Instant scheduledAt, @Nullable Instant startedAt, Instant dueAt) {}
}
