package dev.docket.event;

/** Where an accepted execution stands. */
public enum ExecutionState {
    /** Waits for a slot. */
    PENDING,
    /** Holds a slot. */
    ACTIVE,
    /** Has its one outcome. */
    FINISHED
}
