package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;

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
 */
public record Finished(
        String queue,
        String id,
        Incarnation incarnation,
        ContentDigest digest,
        Outcome outcome,
        long finishedAt,
        long dueAt)
        implements Entry {

    @Override
    public Key key() {
        return new Key(Kind.EXECUTION, queue, id);
    }
}
