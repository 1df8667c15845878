package dev.docket.launcher;

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

    void assign(int number, long position) {
        held.put(number, new CommandPartition(number, position));
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
