package dev.docket.queue;

import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is due when. What is due in the same second or so lies together without an order, which nearly everything leaves
 * before its time has come; only the earliest of these heaps is sorted, when somebody asks after its time has come.
 *
 * <p>What is put here is what the index keeps anyway, and is told apart by identity: a heap costs one reference for each slot of
 * an {@link IdentitySet}.
 *
 * <p>Threading: none of its own; asking may sort.
 *
 * <p>Invariant: no heap is empty; all but the first have never been sorted, unless they were first once.
 *
 * @param <T> what is due, in the form in which the index keeps it
 */
final class Agenda<T> {

    /** A heap covers 1024 ms. */
    private static final int HEAP_BITS = 10;

    private final Function<? super T, ? extends Due> due;
    private final NavigableMap<Long, Heap<T>> heaps = new TreeMap<>();

    /** What is due within one stretch of time: without an order, and once it was sorted, in that form only. */
    private static final class Heap<T> {
        final IdentitySet<T> unsorted = new IdentitySet<>();

        @Nullable
        SortedSet<Due> sorted;

        boolean isEmpty() {
            SortedSet<Due> all = sorted;
            return all == null ? unsorted.isEmpty() : all.isEmpty();
        }
    }

    /**
     * An empty one.
     *
     * @param due makes what is told of something; asked only between its coming and its leaving
     */
    Agenda(Function<? super T, ? extends Due> due) {
        this.due = due;
    }

    /** Adds what is due at this time, in epoch milliseconds. */
    void add(long dueAt, T element) {
        Heap<T> heap = heaps.computeIfAbsent(dueAt >> HEAP_BITS, time -> new Heap<>());
        if (heap.sorted == null) {
            heap.unsorted.add(element);
        } else {
            heap.sorted.add(due.apply(element));
        }
    }

    /** Removes this very object, which was added with this time; nothing happens if it is not there. */
    void remove(long dueAt, T element) {
        Long time = dueAt >> HEAP_BITS;
        Heap<T> heap = heaps.get(time);
        if (heap == null) {
            return;
        }
        if (heap.sorted == null) {
            heap.unsorted.remove(element);
        } else {
            heap.sorted.remove(due.apply(element));
        }
        if (heap.isEmpty()) {
            heaps.remove(time);
        }
    }

    /**
     * What is due first, in the order of {@link Due#compare}; null if nothing is due by then.
     *
     * @param by in epoch milliseconds
     */
    @Nullable
    Due first(long by) {
        if (heaps.isEmpty() || heaps.firstKey() > by >> HEAP_BITS) {
            return null;
        }
        Due first = sorted(heaps.firstEntry().getValue()).first();
        return first.dueAt() <= by ? first : null;
    }

    private SortedSet<Due> sorted(Heap<T> heap) {
        SortedSet<Due> known = heap.sorted;
        if (known != null) {
            return known;
        }
        SortedSet<Due> sorted = new TreeSet<>(Due::compare);
        heap.unsorted.forEach(element -> sorted.add(due.apply(element)));
        heap.sorted = sorted;
        heap.unsorted.clear();
        return sorted;
    }

    void clear() {
        heaps.clear();
    }
}
