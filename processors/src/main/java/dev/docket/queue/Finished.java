package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an execution that has its outcome, so that its id is known when it comes again.
 *
 * @param queue its queue
 * @param id the client's id
 * @param incarnation which request record made it
 * @param digest what it asked for
 * @param outcome how it ended
 * @param finishedAt when, in epoch milliseconds
 * @param dueAt when it may be forgotten, in epoch milliseconds
 * @param held how it held its slot; absent if it never had one, or an earlier version wrote this
 */
public record Finished(
        String queue,
        String id,
        Incarnation incarnation,
        ContentDigest digest,
        Outcome outcome,
        long finishedAt,
        long dueAt,
        @Nullable Held held)
        implements Entry {

    /**
     * How an execution held its slot.
     *
     * @param priority the priority it had waited with
     * @param scheduledAt when it got the slot, in epoch milliseconds
     * @param correction by how much its priority's forecasts were corrected after it started
     */
    public record Held(Priority priority, long scheduledAt, Correction correction) {}

    @Override
    public Key key() {
        return new Key(Kind.EXECUTION, queue, id);
    }
}
