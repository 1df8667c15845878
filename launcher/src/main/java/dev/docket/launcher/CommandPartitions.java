package dev.docket.launcher;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of {@code pod-commands} that this launcher holds now: it acts on their commands, and on the Pods that
 * came from them, and on no others.
 *
 * <p>Threading: the consumer's thread writes, everybody reads.
 */
final class CommandPartitions {
    private final Map<Integer, CommandPartition> held = new ConcurrentHashMap<>();
    private final Duration fence;

    /** @param fence for how long whoever held a partition before may still create a Pod */
    CommandPartitions(Duration fence) {
        this.fence = fence;
    }

    /** A fence from now on. */
    Fence fence() {
        return Fence.of(fence);
    }

    void assign(int number, long position) {
        held.put(number, new CommandPartition(number, position, fence()));
    }

    /** The partition that was held, for whoever must forget about it. */
    @Nullable
    CommandPartition lose(int number) {
        CommandPartition partition = held.remove(number);
        if (partition != null) {
            partition.lose();
        }
        return partition;
    }

    @Nullable
    CommandPartition get(int number) {
        return held.get(number);
    }

    Collection<CommandPartition> all() {
        return held.values();
    }
}
