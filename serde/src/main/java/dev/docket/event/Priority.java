package dev.docket.event;

/** How urgent an execution is; the first constant is served first. */
public enum Priority {
    CRITICAL(0),
    HIGH(1),
    NORMAL(2),
    LOW(3),
    BACKGROUND(4);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** Its place among the priorities, 0 is served first; part of the state format. */
    public int rank() {
        return rank;
    }
}
