package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;

/**
 * An execution that waits for a slot, as it is written. Its payload stands beside it in the state; the index keeps a
 * {@link Waiter} of it.
 *
 * @param queue its queue
 * @param id the client's id
 * @param userId whose it is
 * @param priority the priority it waits with
 * @param incarnation which request record made it
 * @param digest what it asks for
 * @param orderKey its place in the line, unique in its queue; the smallest is served first
 * @param acceptedAt when it was accepted, in epoch milliseconds
 * @param dueAt when it has waited for too long, in epoch milliseconds
 * @param payloadBytes what it adds to the bytes that wait
 * @param forecast what was expected of its wait
 */
public record Pending(
        String queue,
        String id,
        String userId,
        Priority priority,
        Incarnation incarnation,
        ContentDigest digest,
        long orderKey,
        long acceptedAt,
        long dueAt,
        int payloadBytes,
        Forecast forecast)
        implements Entry {

    @Override
    public Key key() {
        return new Key(Kind.EXECUTION, queue, id);
    }
}
