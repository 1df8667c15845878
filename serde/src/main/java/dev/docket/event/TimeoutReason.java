package dev.docket.event;

/** Which clock ran out. */
public enum TimeoutReason {
    /** The container ran for longer than its timeout. */
    DEADLINE_EXCEEDED,
    /** Nobody told how the attempt ended, and its slot's lease ran out. */
    LEASE_EXPIRED,
    /** A reason that this version does not know. */
    UNKNOWN
}
