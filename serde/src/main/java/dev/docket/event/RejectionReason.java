package dev.docket.event;

/** Why a request was refused. */
public enum RejectionReason {
    INVALID("the request is not valid"),
    ID_CONFLICT("another request was accepted under this id; use a new id"),
    QUEUE_FULL("the queue is full; try again later, unless the request alone exceeds the queue's maxPendingBytes"),
    DEDUP_FULL("the queue remembers as many finished executions as it may; try again later"),
    USER_LIMIT("the user has as many pending and active executions as allowed; try again when one has ended"),
    UNKNOWN("a reason that this version does not know");

    private final String text;

    RejectionReason(String text) {
        this.text = text;
    }

    /** The reason as a person reads it. */
    public String text() {
        return text;
    }
}
