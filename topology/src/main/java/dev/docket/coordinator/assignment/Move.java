package dev.docket.coordinator.assignment;

import java.util.Comparator;
import org.apache.kafka.streams.processor.TaskId;

/** A task that one client could give to another. */
record Move(TaskId task, Client from, Client to) {

    /**
     * The move to be made first: of a task that does not run there yet, to who has least, from who has most, of what is
     * nearest to being ready. A copy that is being made already goes before others, so that no second one is begun.
     */
    static Comparator<Move> order(Shares shares) {
        return Comparator.comparing((Move move) -> move.from.had(move.task))
                .thenComparing(move -> !shares.helpsBoth(move))
                .thenComparingDouble(move -> shares.load(move.to))
                .thenComparingDouble(move -> -shares.load(move.from))
                .thenComparing(move -> !move.to.hasCopy(move.task))
                .thenComparingLong(move -> move.to.lag(move.task))
                .thenComparing(Move::task)
                .thenComparing(move -> move.to.id())
                .thenComparing(move -> move.from.id());
    }

    boolean isWarm() {
        return to.isWarm(task);
    }

    /** Whether the receiver has the task neither way. */
    boolean isNew() {
        return !to.active.contains(task) && !to.standby.contains(task);
    }
}
