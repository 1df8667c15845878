package dev.docket.queue;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is due when. What is due in the same second or so lies together without an order, which nearly everything leaves
 * before its time has come; only the earliest of these heaps is sorted, when somebody asks after its time has come.
 *
 * <p>What is put here is what the index keeps anyway, and is told apart by identity: a heap costs two references for each.
 *
 * <p>Threading: none of its own; asking may sort.
 *
 * <p>Invariant: no heap is empty; all but the first have never been sorted, unless they were first once.
 */
final class Agenda {

    /** A heap covers 1024 ms. */
    private static final int HEAP_BITS = 10;

    /** Most heaps of a quiet queue hold hardly anything. */
    private static final int USUAL_HEAP = 2;

    private final NavigableMap<Long, Set<Due>> heaps = new TreeMap<>();

    void add(Due due) {
        heaps.computeIfAbsent(heap(due), time -> Collections.newSetFromMap(new IdentityHashMap<>(USUAL_HEAP)))
                .add(due);
    }

    /** Removes this very object; nothing happens if it is not there. */
    void remove(Due due) {
        Set<Due> heap = heaps.get(heap(due));
        if (heap != null && heap.remove(due) && heap.isEmpty()) {
            heaps.remove(heap(due));
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
        Due first = sorted(heaps.firstEntry()).first();
        return first.dueAt() <= by ? first : null;
    }

    private SortedSet<Due> sorted(Map.Entry<Long, Set<Due>> heap) {
        if (heap.getValue() instanceof SortedSet<Due> sorted) {
            return sorted;
        }
        SortedSet<Due> sorted = new TreeSet<>(Due::compare);
        sorted.addAll(heap.getValue());
        heaps.put(heap.getKey(), sorted);
        return sorted;
    }

    void clear() {
        heaps.clear();
    }

    private static Long heap(Due due) {
        return due.dueAt() >> HEAP_BITS;
    }
}
