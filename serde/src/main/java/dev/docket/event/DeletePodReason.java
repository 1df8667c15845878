package dev.docket.event;

/** Why the coordinator wants a Pod gone. */
public enum DeletePodReason {
    /** A client asked for it. */
    CANCELLED,
    /** The lease of its slot ran out. */
    LEASE_EXPIRED,
    /** A report spoke of an attempt that holds no slot. */
    NOT_ACTIVE,
    /** A reason that this version does not know. */
    UNKNOWN
}
