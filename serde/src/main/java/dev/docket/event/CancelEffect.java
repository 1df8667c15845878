package dev.docket.event;

/** What became of a cancel that ended nothing at once. */
public enum CancelEffect {
    /** No such execution yet: its request, if it comes, is cancelled at once. */
    REMEMBERED,
    /** It holds a slot: its Pod is being stopped. */
    STOPPING,
    /** It was being stopped already. */
    ALREADY_STOPPING,
    /** It had its outcome already. */
    ALREADY_FINISHED,
    /** No such execution, and no room to remember one more; send it again once the request is accepted. */
    NOT_REMEMBERED,
    /** An effect that this version does not know. */
    UNKNOWN
}
