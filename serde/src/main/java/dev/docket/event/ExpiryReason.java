package dev.docket.event;

/** Why an execution is never run. */
public enum ExpiryReason {
    STALE_REQUEST("the request was older than staleTimeout when it was read"),
    WAITED_TOO_LONG("the execution waited for longer than pendingTimeout"),
    UNKNOWN("a reason that this version does not know");

    private final String text;

    ExpiryReason(String text) {
        this.text = text;
    }

    /** The reason as a person reads it. */
    public String text() {
        return text;
    }
}
