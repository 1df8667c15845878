package dev.docket.query;

import dev.docket.event.ExecutionState;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import java.time.Instant;
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
 * @param line where it is in the line; only while it is pending
 * @param attempt which launch, 1 for the first; only while it is active
 * @param cancelRequested whether a cancel is on its way to it
 * @param outcome how it ended; only once it has finished
 * @param since when it entered this state, by the broker's clock
 * @param staleRecords how many records of the queue's partition this answer may be behind; absent if it is current
 */
public record ExecutionStatus(
        String queue,
        String executionId,
        @Nullable Incarnation incarnation,
        ExecutionState state,
        @Nullable String userId,
        @Nullable Priority priority,
        @Nullable Place line,
        @Nullable Integer attempt,
        boolean cancelRequested,
        @Nullable Outcome outcome,
        @Nullable Instant since,
        @Nullable Long staleRecords) {

    /**
     * A place in the line of a queue.
     *
     * @param position how many pending executions are ahead; 0 is next
     * @param depth how many are pending, this one included
     */
    public record Place(long position, long depth) {}
}
