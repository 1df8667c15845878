package dev.docket.bench.lives.peers;

import dev.docket.event.Priority;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A priority queue in one process's memory: a binary heap, which knows its head and nothing else, so that a position and
 * a cancel look at every element.
 *
 * <p>Threading: one lock.
 */
final class HeapQueue {

    private final PriorityQueue<Waiting> heap = new PriorityQueue<>();
    private final Map<String, String> payloads = new HashMap<>();
    private final Set<String> active = new HashSet<>();
    private final int slots;

    HeapQueue(int slots) {
        this.slots = slots;
    }

    /**
     * One that waits.
     *
     * @param id its id
     * @param order the rank of its priority, then when it came
     */
    record Waiting(String id, long order) implements Comparable<Waiting> {
        @Override
        public int compareTo(Waiting other) {
            return Long.compare(order, other.order);
        }
    }

    /** Lets one wait. */
    synchronized Waiting add(String id, Priority priority, long time, String payload) {
        Waiting waiting = new Waiting(id, ((long) priority.rank() << (Long.SIZE - 8)) + time);
        heap.add(waiting);
        payloads.put(id, payload);
        return waiting;
    }

    /** How many wait before it. */
    synchronized int position(Waiting waiting) {
        int before = 0;
        for (Waiting other : heap) {
            if (other.order < waiting.order) {
                before++;
            }
        }
        return before;
    }

    /** Gives the first a slot, if there is one. */
    synchronized Optional<String> pop() {
        if (active.size() >= slots) {
            return Optional.empty();
        }
        Waiting first = heap.poll();
        if (first == null) {
            return Optional.empty();
        }
        active.add(first.id);
        return Optional.of(first.id);
    }

    /** Frees its slot. */
    synchronized void complete(String id) {
        if (active.remove(id)) {
            payloads.remove(id);
        }
    }

    /** Takes one out that waits. */
    synchronized boolean cancel(String id) {
        payloads.remove(id);
        return heap.removeIf(waiting -> waiting.id.equals(id));
    }

    synchronized int pending() {
        return heap.size();
    }

    synchronized int active() {
        return active.size();
    }
}
