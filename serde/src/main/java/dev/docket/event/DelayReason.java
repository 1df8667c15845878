package dev.docket.event;

/** What keeps a launch from coming to something. */
public enum DelayReason {
    /** A quota of the namespace is used up; the Pod is made when there is room. */
    QUOTA,
    /** The Pod is made, and no node takes it. */
    UNSCHEDULABLE,
    /** A reason that this version does not know. */
    UNKNOWN
}
