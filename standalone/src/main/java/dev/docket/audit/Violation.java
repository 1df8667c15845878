package dev.docket.audit;

/** What the audit can find wrong. */
public enum Violation {
    /** Someone was scheduled who was not first in order, or a reported position or depth was not the true one. */
    ORDER,
    /** More executions than the queue has slots. */
    SLOT,
    /** More pending and active executions of a user than allowed. */
    USER_LIMIT,
    /** A second {@code CreatePodCommand} for one attempt. */
    DUPLICATE_COMMAND,
    /** A second Pod for one attempt. */
    DUPLICATE_POD,
    /** A second answer to one request record. */
    DUPLICATE_ANSWER,
    /** A second outcome of one execution. */
    DUPLICATE_OUTCOME,
    /** A decision that the execution's state did not allow: its own history contradicts it. */
    STATE,
    /** The counts that a decision states are not those that follow from the decisions before it. */
    COUNT,
    /** A schedule without its command, a command without its schedule, or a Pod that nobody commanded. */
    UNMATCHED,
    /** An outcome that no report and no Pod bears out. */
    INVENTED,
    /** A record that is no event of its topic. */
    UNREADABLE
}
