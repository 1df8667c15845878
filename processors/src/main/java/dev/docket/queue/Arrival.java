package dev.docket.queue;

import dev.docket.event.Cause;
import org.jspecify.annotations.Nullable;

/**
 * How an input came: the only clock and the only position that a decision knows.
 *
 * @param cause the record; its time is the clock of every decision but one
 * @param firstTime when a broker first appended it, in epoch milliseconds; earlier than the record's own time if it was
 *     sent on from another partition
 * @param readAt when the coordinator read it, in epoch milliseconds; only staleness looks at it
 * @param bytes the size of the record's value
 * @param traceparent the trace context that came with it
 */
public record Arrival(
        Cause cause,
        long firstTime,
        long readAt,
        int bytes,
        @Nullable String traceparent) {

    /** An input that was neither sent on nor read late. */
    public static Arrival of(Cause cause, int bytes) {
        long time = cause.time().toEpochMilli();
        return new Arrival(cause, time, time, bytes, null);
    }

    long time() {
        return cause.time().toEpochMilli();
    }
}
