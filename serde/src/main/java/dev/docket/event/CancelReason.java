package dev.docket.event;

/** How a cancel met its execution. */
public enum CancelReason {
    /** The cancel came before the request. */
    BEFORE_REQUEST,
    /** It was waiting. */
    WHILE_PENDING,
    /** It held a slot; its Pod was stopped, or had not been made yet. */
    WHILE_ACTIVE,
    /** A reason that this version does not know. */
    UNKNOWN
}
