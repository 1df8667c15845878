package dev.docket.coordinator.assignment;

import java.util.Comparator;
import org.apache.kafka.streams.processor.TaskId;

/** A task that one client could give to another. */
record Move(TaskId task, Client from, Client to) {

    /** The move to be made first: to who has least, from who has most, of what is nearest to being ready there. */
    static Comparator<Move> order(Shares shares) {
        return Comparator.comparing((Move move) -> !shares.helpsBoth(move))
                .thenComparingDouble(move -> shares.load(move.to))
                .thenComparingDouble(move -> -shares.load(move.from))
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
