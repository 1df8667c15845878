package dev.docket.event;

import java.util.List;

/** How urgent an execution is; the first constant is served first. */
public enum Priority {
    CRITICAL(0),
    HIGH(1),
    NORMAL(2),
    LOW(3),
    BACKGROUND(4);

    private static final List<Priority> ALL = List.of(values());

    /** By rank, which is the place among the constants. */
    private static final List<List<Priority>> ABOVE = ALL.stream()
            .map(own -> ALL.stream().filter(other -> other.rank < own.rank).toList())
            .toList();

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    /** Its place among the priorities, 0 is served first; part of the state format. */
    public int rank() {
        return rank;
    }

    /** Those that are served before it, the first of them first. */
    public List<Priority> above() {
        return ABOVE.get(rank);
    }
}
