package dev.docket.queue;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Objects that are told apart by identity, at one reference for each slot, where {@link java.util.IdentityHashMap} has two: an
 * open-addressing hash table with linear probing whose removals close the gap, as {@link IdTable} is, of the same source.
 * Between an eighth and three quarters of the slots are in use.
 *
 * <p>Threading: none of its own.
 *
 * <p>Invariant: from the slot that an object's hash asks for to the one that it has there is no free one.
 *
 * @param <T> what is in it
 */
final class IdentitySet<T> {

    /** Most sets hold hardly anything. */
    private static final int LEAST_SLOTS = 2;

    private @Nullable Object[] slots = new Object[LEAST_SLOTS];
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    /** Puts an object in, and says whether it was not there before. */
    boolean add(T object) {
        int slot = slotOf(object);
        if (slots[slot] != null) {
            return false;
        }
        slots[slot] = object;
        size++;
        if (size > slots.length * 3 / 4) {
            resize(2 * slots.length);
        }
        return true;
    }

    /** Takes an object out, and says whether it was there. */
    boolean remove(T object) {
        int slot = slotOf(object);
        if (slots[slot] == null) {
            return false;
        }
        free(slot);
        size--;
        if (size < slots.length / 8) {
            resize(slots.length / 2);
        }
        return true;
    }

    /** All of them, in an order that means nothing. */
    @SuppressWarnings("unchecked") // only objects of T are ever put
    void forEach(Consumer<? super T> action) {
        for (Object object : slots) {
            if (object != null) {
                action.accept((T) object);
            }
        }
    }

    void clear() {
        slots = new Object[LEAST_SLOTS];
        size = 0;
    }

    /** Where this object is, or else the free slot where it would go. */
    private int slotOf(Object object) {
        int mask = slots.length - 1;
        int slot = wanted(object, mask);
        while (slots[slot] != null && slots[slot] != object) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Moves back whatever probing would no longer find behind the gap. */
    private void free(int slot) {
        int mask = slots.length - 1;
        int gap = slot;
        int next = (gap + 1) & mask;
        for (Object moved = slots[next]; moved != null; moved = slots[next]) {
            if (((next - wanted(moved, mask)) & mask) >= ((next - gap) & mask)) {
                slots[gap] = moved;
                gap = next;
            }
            next = (next + 1) & mask;
        }
        slots[gap] = null;
    }

    private void resize(int length) {
        @Nullable Object[] old = slots;
        slots = new Object[length];
        for (Object object : old) {
            if (object != null) {
                slots[slotOf(object)] = object;
            }
        }
    }

    /** The hash is drawn at random for each object, and needs no mixing. */
    private static int wanted(Object object, int mask) {
        return System.identityHashCode(object) & mask;
    }
}
