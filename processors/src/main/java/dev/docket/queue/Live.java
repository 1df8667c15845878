package dev.docket.queue;

import dev.docket.event.Incarnation;
import dev.docket.event.Priority;

/** An execution that counts against its user's limit. */
public sealed interface Live extends Entry, Due permits Pending, Active {

    @Override
    String queue();

    String userId();

    Priority priority();

    Incarnation incarnation();

    ContentDigest digest();

    /** When it was accepted, by the broker's clock, in epoch milliseconds. */
    long acceptedAt();

    /** When something is to be done about it unless its state changes, in epoch milliseconds. */
    @Override
    long dueAt();

    @Override
    default Key key() {
        return new Key(Kind.EXECUTION, queue(), id());
    }
}
