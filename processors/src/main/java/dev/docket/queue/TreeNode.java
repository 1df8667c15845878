package dev.docket.queue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link CountedTree}.
 *
 * <p>Invariants: all leaves are equally deep. Every node but the root has at least {@link #leastSize()} and at most
 * {@link #fanOut} slots in use; an inner root has two or more. {@link #put} is called only on a node that is not full,
 * and may leave it full; {@link #remove} may leave it one below the least. The parent repairs both.
 */
abstract sealed class TreeNode<V> permits TreeLeaf, TreeInner {

    /** How many keys a cache line holds. */
    private static final int LINE = 8;

    final int fanOut;

    /** Slots in use: entries of a leaf, children of an inner node. */
    int size;

    TreeNode(int fanOut) {
        this.fanOut = fanOut;
    }

    final boolean isFull() {
        return size == fanOut;
    }

    /** An eighth, but never so few that a merge would find a node with nothing beside it. */
    final int leastSize() {
        return Math.max(2, fanOut / 8);
    }

    /** How many entries lie in and beneath this node. */
    abstract int count();

    abstract @Nullable V get(long key);

    /** Returns the replaced value, or null if the key is new. */
    abstract @Nullable V put(long key, V value);

    abstract @Nullable V remove(long key);

    abstract int rankOf(long key);

    /** The entry of this rank, which must be below {@link #count()}. */
    abstract CountedTree.Entry<V> select(int rank);

    /** Appends to {@code page} the entries from {@code rank} on, as many as there are here and {@code limit} allows. */
    abstract void copy(int rank, int limit, List<CountedTree.Entry<V>> page);

    /**
     * The first slot from {@code from} on whose key is not below this one, {@code to} if there is none; keys ascend.
     *
     * <p>It looks at one key of each cache line and then at those of one line, without a branch that depends on a key: in a
     * long line nothing of this is in a cache, and the lines come at the same time instead of one after the other.
     */
    static int firstNotBelow(long[] keys, int from, int to, long key) {
        int line = from;
        for (int last = from + LINE - 1; last < to; last += LINE) {
            line += keys[last] < key ? LINE : 0;
        }
        int slot = line;
        int end = Math.min(line + LINE, to);
        for (int i = line; i < end; i++) {
            slot += keys[i] < key ? 1 : 0;
        }
        return slot;
    }

    /** Where this full node is best split before a new key comes in. */
    abstract int splitPoint(long key);

    /** The split point nearest to a slot that leaves enough on both sides. */
    final int splitPointNear(int slot) {
        return Math.max(leastSize(), Math.min(slot, size - leastSize()));
    }

    /** Moves the slots from {@code from} on into a new right neighbour and returns it. */
    abstract TreeNode<V> split(int from);

    /** Moves the first {@code n} slots of the right neighbour, which {@code bound} parts from this one, to our end. */
    abstract void takeFirstOf(TreeNode<V> right, int n, long bound);

    /** Moves the last {@code n} slots of the left neighbour, which {@code bound} parts from this one, to our start. */
    abstract void takeLastOf(TreeNode<V> left, int n, long bound);

    /** A key that is not greater than any in here and greater than all to the left; known after slots were moved. */
    abstract long bound();
}
