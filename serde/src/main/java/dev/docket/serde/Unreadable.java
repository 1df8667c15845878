package dev.docket.serde;

import dev.docket.event.Event;

/**
 * The value is no event that this version reads.
 *
 * @param reason why
 * @param message the same for people, without any part of the value
 */
public record Unreadable<T extends Event>(Reason reason, String message) implements Reading<T> {

    /** Why a record ends among the dead letters. */
    public enum Reason {
        /** There is no value. */
        EMPTY,
        /** The value is not a JSON object. */
        NOT_JSON,
        /** The object does not say its type, or this topic has no such event. */
        UNKNOWN_TYPE,
        /** The event is of a later version than this program reads. */
        UNSUPPORTED_VERSION,
        /** A field is of the wrong kind, or one that must be there is not. */
        MALFORMED,
        /** The value is larger than what is allowed on this topic. */
        TOO_LARGE,
        /** A record on a partition that does not own its queue, already sent on once. */
        MISROUTED,
        /** The event can be read, but it is not valid, and nobody waits for an answer to it. */
        INVALID,
        /** Handling it failed on a defect of this program. */
        FAILED
    }
}
