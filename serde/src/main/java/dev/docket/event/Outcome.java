package dev.docket.event;

/** The one way in which an accepted execution ended. */
public enum Outcome {
    COMPLETED,
    FAILED,
    TIMED_OUT,
    CANCELLED,
    EXPIRED
}
