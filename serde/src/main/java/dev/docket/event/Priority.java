package dev.docket.event;

/** How urgent an execution is; the first constant is served first. */
public enum Priority {
    CRITICAL,
    HIGH,
    NORMAL,
    LOW,
    BACKGROUND
}
