package dev.docket.launcher;

import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DeletePodCommand;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command from when it was read until it is answered. A create that a delete pre-empts is answered together with that
 * delete: until then a successor would have to read both.
 *
 * <p>Threading: safe.
 */
final class CommandTask {
    private final Command command;
    private final CommandPosition position;
    private final @Nullable String traceparent;
    private final CommandPartition partition;
    private final int bytes;
    private final List<CommandTask> absorbed = new ArrayList<>();
    private @Nullable CommandTask preemptedBy;
    private @Nullable Runnable nudge;

    /** @param bytes the size of its record */
    CommandTask(
            Command command,
            CommandPosition position,
            @Nullable String traceparent,
            CommandPartition partition,
            int bytes) {
        this.command = command;
        this.position = position;
        this.traceparent = traceparent;
        this.partition = partition;
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    Command command() {
        return command;
    }

    CommandPosition position() {
        return position;
    }

    @Nullable
    String traceparent() {
        return traceparent;
    }

    /** Whether somebody else reads this partition now, and answers this command. */
    boolean lost() {
        return partition.lost();
    }

    /** Tells a create that it need not be made; one that waits for its next try is woken. */
    void preempt(CommandTask delete) {
        Runnable wake;
        synchronized (this) {
            preemptedBy = delete;
            wake = nudge;
        }
        if (wake != null) {
            wake.run();
        }
    }

    /** The delete that pre-empts this create, if one does. */
    synchronized @Nullable CommandTask preemptedBy() {
        return preemptedBy;
    }

    /** How to wake whoever waits for this task's next try. */
    synchronized void onPreempt(@Nullable Runnable wake) {
        nudge = wake;
    }

    /** Whether this delete makes that create needless. */
    boolean preempts(CommandTask other) {
        return command instanceof DeletePodCommand
                && other.command instanceof CreatePodCommand
                && command.attemptId().equals(other.command.attemptId());
    }

    /** Takes over the answer of a create that was pre-empted. */
    synchronized void absorb(CommandTask create) {
        absorbed.add(create);
    }

    /** How many commands end with this one. */
    synchronized int weight() {
        return 1 + absorbed.size();
    }

    /** How many bytes the commands have that end with this one. */
    synchronized long wholeBytes() {
        return absorbed.stream().mapToLong(CommandTask::bytes).sum() + bytes;
    }

    /** The offsets of this command, and of those that it took over, may be committed. */
    synchronized void answer() {
        for (CommandTask create : absorbed) {
            create.answer();
        }
        partition.answered(position.offset());
    }
}
