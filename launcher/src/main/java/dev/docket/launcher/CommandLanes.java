package dev.docket.launcher;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Commands of one execution one after the other, those of different executions side by side. A delete tells the creates
 * of its attempt that are still under way before it that they are not needed any more.
 *
 * <p>Threading: safe.
 */
final class CommandLanes {
    /** Applies commands; must come back to {@link #answered}, {@link #preempted} or {@link #dropped} once for each. */
    interface Work {
        /** Begins; must not block. */
        void begin(CommandTask task);
    }

    private record Lane(String queue, String executionId) {}

    private final Map<Lane, ArrayDeque<CommandTask>> lanes = new HashMap<>();
    private final Work work;
    private int waiting;
    private int unanswered;
    private long unansweredBytes;

    CommandLanes(Work work) {
        this.work = work;
    }

    /** Takes a command that was read. */
    void submit(CommandTask task) {
        CommandTask preempted = null;
        boolean first;
        synchronized (lanes) {
            ArrayDeque<CommandTask> lane = lanes.computeIfAbsent(lane(task), key -> new ArrayDeque<>(2));
            for (CommandTask earlier : lane) {
                if (task.preempts(earlier) && earlier.preemptedBy() == null) {
                    preempted = earlier;
                }
            }
            lane.add(task);
            unanswered++;
            unansweredBytes += task.bytes();
            first = lane.size() == 1;
        }
        if (preempted != null) {
            preempted.preempt(task);
        }
        if (first) {
            work.begin(task);
        }
    }

    /** The command was answered: its offset may be committed, and the next of its execution begins. */
    void answered(CommandTask task) {
        task.answer();
        next(task, true);
    }

    /** The create was given up for a delete, and is answered together with it. */
    void preempted(CommandTask create, CommandTask delete) {
        delete.absorb(create);
        next(create, false);
    }

    /** The command belongs to somebody else now. */
    void dropped(CommandTask task) {
        next(task, true);
    }

    /** The create waits for its next try: it takes room, and nobody's turn. */
    void waits() {
        synchronized (lanes) {
            waiting++;
        }
    }

    /** The next try of a create that waited has begun. */
    void waitsNoMore() {
        synchronized (lanes) {
            waiting--;
        }
    }

    /** How many commands were read, are not answered, and do not wait for their next try. */
    int inFlight() {
        synchronized (lanes) {
            return unanswered - waiting;
        }
    }

    /** How many creates wait for their next try. */
    int waiting() {
        synchronized (lanes) {
            return waiting;
        }
    }

    /** How many bytes the commands have that were read and are not answered. */
    long unansweredBytes() {
        synchronized (lanes) {
            return unansweredBytes;
        }
    }

    private void next(CommandTask task, boolean ended) {
        CommandTask following;
        synchronized (lanes) {
            if (ended) {
                unanswered -= task.weight();
                unansweredBytes -= task.wholeBytes();
            }
            following = advance(task);
        }
        if (following != null) {
            work.begin(following);
        }
    }

    private @Nullable CommandTask advance(CommandTask task) {
        Lane key = lane(task);
        ArrayDeque<CommandTask> lane = lanes.get(key);
        if (lane == null || lane.peek() != task) {
            throw new IllegalStateException("a command ended that was not the one under way");
        }
        lane.remove();
        if (lane.isEmpty()) {
            lanes.remove(key);
            return null;
        }
        return lane.peek();
    }

    private static Lane lane(CommandTask task) {
        return new Lane(task.command().queue(), task.command().executionId());
    }
}
