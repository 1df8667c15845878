package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;

/**
 * What the index keeps of a {@link Pending} execution, as whoever asks for it sees it: all that a line is asked for. What else
 * was written of it is read from the state when it is wanted, which is once or never; see {@link Ledger}. It is a copy, and
 * stays as it is while the line goes on.
 *
 * @param queue its queue
 * @param id the client's id
 * @param userId whose it is
 * @param priority the priority it waits with
 * @param incarnation which request record made it
 * @param orderKey its place in the line, unique in its queue; the smallest is served first
 * @param acceptedAt when it was accepted, in epoch milliseconds
 * @param dueAt when it has waited for too long, in epoch milliseconds
 * @param payloadBytes what it adds to the bytes that wait
 * @param expected90 what the model alone said of the ninth decile of its wait, in seconds; NaN where nothing was expected
 */
public record Waiter(
        String queue,
        String id,
        String userId,
        Priority priority,
        Incarnation incarnation,
        long orderKey,
        long acceptedAt,
        long dueAt,
        int payloadBytes,
        float expected90)
        implements Live {

    /** What is kept of an entry. */
    public static Waiter of(Pending pending) {
        Forecast forecast = pending.forecast();
        return new Waiter(
                pending.queue(),
                pending.id(),
                pending.userId(),
                pending.priority(),
                pending.incarnation(),
                pending.orderKey(),
                pending.acceptedAt(),
                pending.dueAt(),
                pending.payloadBytes(),
                forecast.isKnown() ? forecast.model90() : Float.NaN);
    }
}
