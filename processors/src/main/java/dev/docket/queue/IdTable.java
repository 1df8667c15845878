package dev.docket.queue;

import java.security.SecureRandom;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known by its id. A million of them cost 8 bytes for each slot and no object: an open-addressing hash table with
 * linear probing whose removals close the gap (D. E. Knuth, <i>The Art of Computer Programming</i>, volume 3, 6.4,
 * algorithms L and R). Between an eighth and three quarters of the slots are in use.
 *
 * <p>Ids are chosen by clients, so that the hash is a polynomial in a number that is drawn anew for each process: nobody
 * outside can look for ids that meet. It orders nothing, and no decision depends on it.
 *
 * <p>Threading: none of its own. Reads do not write, so readers may share a lock.
 *
 * <p>Invariants: {@code hashes[i]} is 0 where slot {@code i} is free, and the hash of the id in {@code values[i]} where it is
 * not; from the slot that a hash asks for to the one that it has there is no free one.
 *
 * @param <V> what is known, in whatever form it has its id
 */
final class IdTable<V> {

    private static final int LEAST_SLOTS = 8;

    private static final long MULTIPLIER = new SecureRandom().nextLong() | 1;

    private final BiPredicate<? super V, String> hasId;
    private int[] hashes = new int[LEAST_SLOTS];
    private @Nullable Object[] values = new Object[LEAST_SLOTS];
    private int size;

    /**
     * An empty one.
     *
     * @param hasId whether something has an id
     */
    IdTable(BiPredicate<? super V, String> hasId) {
        this.hasId = hasId;
    }

    int size() {
        return size;
    }

    /** What has this id; null if nothing has. */
    @Nullable
    V get(String id) {
        return value(slotOf(id, hash(id)));
    }

    /** Puts something in place of what had its id, and returns that; null if nothing had. */
    @Nullable
    V put(String id, V value) {
        int hash = hash(id);
        int slot = slotOf(id, hash);
        V before = value(slot);
        values[slot] = value;
        if (before == null) {
            hashes[slot] = hash;
            size++;
            if (size > hashes.length - hashes.length / 4) {
                resize(2 * hashes.length);
            }
        }
        return before;
    }

    /** Removes and returns what has this id; null if nothing has. */
    @Nullable
    V remove(String id) {
        int slot = slotOf(id, hash(id));
        V before = value(slot);
        if (before != null) {
            free(slot);
            size--;
            if (size < hashes.length / 8 && hashes.length > LEAST_SLOTS) {
                resize(hashes.length / 2);
            }
        }
        return before;
    }

    /** Where this id is, or else the free slot where it would go. */
    private int slotOf(String id, int hash) {
        int mask = hashes.length - 1;
        int slot = hash & mask;
        while (hashes[slot] != 0) {
            V value = hashes[slot] == hash ? value(slot) : null;
            if (value != null && hasId.test(value, id)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Moves back whatever probing would no longer find behind the gap. */
    private void free(int slot) {
        int mask = hashes.length - 1;
        int gap = slot;
        for (int next = (gap + 1) & mask; hashes[next] != 0; next = (next + 1) & mask) {
            int wanted = hashes[next] & mask;
            if (((next - wanted) & mask) >= ((next - gap) & mask)) {
                hashes[gap] = hashes[next];
                values[gap] = values[next];
                gap = next;
            }
        }
        hashes[gap] = 0;
        values[gap] = null;
    }

    private void resize(int slots) {
        int[] oldHashes = hashes;
        @Nullable Object[] oldValues = values;
        hashes = new int[slots];
        values = new Object[slots];
        for (int old = 0; old < oldHashes.length; old++) {
            if (oldHashes[old] != 0) {
                int slot = oldHashes[old] & (slots - 1);
                while (hashes[slot] != 0) {
                    slot = (slot + 1) & (slots - 1);
                }
                hashes[slot] = oldHashes[old];
                values[slot] = oldValues[old];
            }
        }
    }

    /** How many slots in a row are in use at the most; for tests. */
    int longestProbe() {
        int longest = 0;
        int inUse = 0;
        for (int hash : hashes) {
            inUse = hash == 0 ? 0 : inUse + 1;
            longest = Math.max(longest, inUse);
        }
        return longest;
    }

    @SuppressWarnings("unchecked") // only values of V are ever put
    private @Nullable V value(int slot) {
        return (V) values[slot];
    }

    /** The upper half of the polynomial, in which each character counts; never 0. */
    private static int hash(String id) {
        long hash = MULTIPLIER;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * MULTIPLIER;
        }
        int upper = (int) (hash >>> 32);
        return upper == 0 ? 1 : upper;
    }
}
