package dev.docket.queue;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is due in a partition: those who wait apart from the rest, since they alone are looked for to make room.
 *
 * <p>What is put here is what its line keeps: a {@link PackedWaiter}, or a {@link Due} that is no {@link Waiter}.
 *
 * <p>Threading: as {@link Agenda}.
 */
final class Agendas {

    private final Agenda<byte[]> waiting;
    private final Agenda<Due> others = new Agenda<>(due -> due);

    /**
     * Empty ones.
     *
     * @param waiter makes of a packed one, which is in its line, what it is of
     */
    Agendas(Function<byte[], ? extends Due> waiter) {
        waiting = new Agenda<>(waiter);
    }

    /** One who waits, with the time in it. */
    void add(long dueAt, byte[] waiter) {
        waiting.add(dueAt, waiter);
    }

    void add(Due other) {
        others.add(other.dueAt(), other);
    }

    /** Before its line forgets it. */
    void remove(long dueAt, byte[] waiter) {
        waiting.remove(dueAt, waiter);
    }

    void remove(Due other) {
        others.remove(other.dueAt(), other);
    }

    /** What is due first, in the order of {@link Due#compare}; null if nothing is due by then. */
    @Nullable
    Due first(long by) {
        Due waiter = waiting.first(by);
        Due other = others.first(by);
        if (waiter == null || other == null) {
            return waiter == null ? other : waiter;
        }
        return Due.compare(waiter, other) < 0 ? waiter : other;
    }

    /** Who has waited for too long first; null likewise. */
    @Nullable
    Due firstWaiting(long by) {
        return waiting.first(by);
    }

    void clear() {
        waiting.clear();
        others.clear();
    }
}
