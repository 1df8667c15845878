package dev.docket.http;

import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.query.EstimatedWait;
import dev.docket.query.ExecutionStatus.Place;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request so far.
 *
 * @param queue the queue
 * @param executionId the client's id
 * @param state {@code SENT} where the decision was not waited for, or not made in time; else where the execution stands
 * @param repeated whether the same request was accepted before; nothing has changed then
 * @param incarnation names the execution for good; absent while nothing is decided
 * @param line where it is in the line; only while it is pending
 * @param estimatedWaitSeconds how long it may wait; absent where nothing is known
 * @param outcome how it ended; only if it has finished
 */
record Submitted(
        String queue,
        String executionId,
        State state,
        boolean repeated,
        @Nullable Incarnation incarnation,
        @Nullable Place line,
        @Nullable EstimatedWait estimatedWaitSeconds,
        @Nullable Outcome outcome) {

    /** How far a request has come. */
    enum State {
        SENT,
        PENDING,
        ACTIVE,
        FINISHED
    }

    static Submitted sent(String queue, String executionId) {
        return new Submitted(queue, executionId, State.SENT, false, null, null, null, null);
    }
}
