package dev.docket.serde;

import dev.docket.event.Event;

/**
 * What reading a record's value gave: an event, or the reason why it is none.
 *
 * @param <T> the family of events that was looked for
 */
public sealed interface Reading<T extends Event> permits Reading.Parsed, Unreadable {

    /**
     * The value is an event.
     *
     * @param event the event
     */
    record Parsed<T extends Event>(T event) implements Reading<T> {}
}
