package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;

/** An execution that counts against its user's limit, as the index knows it. */
public sealed interface Live extends Due permits Waiter, Active {

    String userId();

    Priority priority();

    Incarnation incarnation();

    /** When it was accepted, by the broker's clock, in epoch milliseconds. */
    long acceptedAt();

    /** When something is to be done about it unless its state changes, in epoch milliseconds. */
    @Override
    long dueAt();

    @Override
    default Entry.Key key() {
        return new Entry.Key(Entry.Kind.EXECUTION, queue(), id());
    }
}
