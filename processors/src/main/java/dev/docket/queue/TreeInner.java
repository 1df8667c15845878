package dev.docket.queue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A level of a {@link CountedTree} above the leaves.
 *
 * <p>Invariants: the keys beneath child {@code i > 0} are at least {@code bounds[i]}, those beneath child {@code i - 1}
 * are below it; {@code counts[i]} entries lie beneath child {@code i}.
 */
final class TreeInner<V> extends TreeNode<V> {

    private final long[] bounds;
    private final int[] counts;
    private final @Nullable Object[] children;

    /** A new root over an old one. */
    TreeInner(TreeNode<V> only) {
        this(only.fanOut);
        children[0] = only;
        counts[0] = only.count();
        size = 1;
    }

    private TreeInner(int fanOut) {
        super(fanOut);
        bounds = new long[fanOut];
        counts = new int[fanOut];
        children = new Object[fanOut];
    }

    @SuppressWarnings("unchecked") // only nodes over V are ever put
    TreeNode<V> child(int slot) {
        return (TreeNode<V>) Objects.requireNonNull(children[slot]);
    }

    long bound(int slot) {
        return bounds[slot];
    }

    int count(int slot) {
        return counts[slot];
    }

    @Override
    int count() {
        return countBefore(size);
    }

    @Override
    @Nullable
    V get(long key) {
        return child(slotOf(key)).get(key);
    }

    @Override
    @Nullable
    V put(long key, V value) {
        int slot = slotOf(key);
        if (child(slot).isFull()) {
            splitChild(slot, key);
            slot = slotOf(key);
        }
        V old = child(slot).put(key, value);
        if (old == null) {
            counts[slot]++;
        }
        return old;
    }

    @Override
    @Nullable
    V remove(long key) {
        int slot = slotOf(key);
        V old = child(slot).remove(key);
        if (old != null) {
            counts[slot]--;
            if (child(slot).size < leastSize()) {
                level(Math.max(0, slot - 1));
            }
        }
        return old;
    }

    @Override
    int rankOf(long key) {
        int slot = slotOf(key);
        return countBefore(slot) + child(slot).rankOf(key);
    }

    @Override
    CountedTree.Entry<V> select(int rank) {
        int slot = 0;
        int within = rank;
        while (within >= counts[slot]) {
            within -= counts[slot++];
        }
        return child(slot).select(within);
    }

    @Override
    void copy(int rank, int limit, List<CountedTree.Entry<V>> page) {
        int within = rank;
        int end = page.size() + limit;
        for (int slot = 0; slot < size && page.size() < end; slot++) {
            if (within < counts[slot]) {
                child(slot).copy(within, end - page.size(), page);
            }
            within = Math.max(0, within - counts[slot]);
        }
    }

    @Override
    int splitPoint(long key) {
        return splitPointNear(slotOf(key) == size - 1 ? size : size / 2);
    }

    @Override
    TreeNode<V> split(int from) {
        TreeInner<V> right = new TreeInner<>(fanOut);
        right.takeLastOf(this, size - from, 0);
        return right;
    }

    @Override
    void takeFirstOf(TreeNode<V> right, int n, long bound) {
        TreeInner<V> from = (TreeInner<V>) right;
        from.bounds[0] = bound;
        int at = size;
        openGap(at, n);
        from.copySlots(0, this, at, n);
        from.closeGap(0, n);
    }

    @Override
    void takeLastOf(TreeNode<V> left, int n, long bound) {
        TreeInner<V> from = (TreeInner<V>) left;
        bounds[0] = bound;
        openGap(0, n);
        from.copySlots(from.size - n, this, 0, n);
        from.closeGap(from.size - n, n);
    }

    @Override
    long bound() {
        return bounds[0];
    }

    /** The child that a key belongs to. */
    private int slotOf(long key) {
        return key == Long.MAX_VALUE ? size - 1 : firstNotBelow(bounds, 1, size, key + 1) - 1;
    }

    private int countBefore(int slot) {
        int sum = 0;
        for (int i = 0; i < slot; i++) {
            sum += counts[i];
        }
        return sum;
    }

    /** Makes room in a full child; there is a free slot here, because we are not full. */
    private void splitChild(int slot, long key) {
        TreeNode<V> left = child(slot);
        TreeNode<V> right = left.split(left.splitPoint(key));
        openGap(slot + 1, 1);
        children[slot + 1] = right;
        setBeside(slot, left, right);
    }

    /** Merges the child and its right neighbour if they fit into one, else makes them equally large. */
    private void level(int slot) {
        TreeNode<V> left = child(slot);
        TreeNode<V> right = child(slot + 1);
        long bound = bounds[slot + 1];
        if (left.size + right.size <= fanOut) {
            left.takeFirstOf(right, right.size, bound);
            counts[slot] += counts[slot + 1];
            closeGap(slot + 1, 1);
            return;
        }
        int surplus = (left.size - right.size) / 2;
        if (surplus > 0) {
            right.takeLastOf(left, surplus, bound);
        } else {
            left.takeFirstOf(right, -surplus, bound);
        }
        setBeside(slot, left, right);
    }

    private void setBeside(int slot, TreeNode<V> left, TreeNode<V> right) {
        counts[slot] = left.count();
        counts[slot + 1] = right.count();
        bounds[slot + 1] = right.bound();
    }

    private void openGap(int at, int n) {
        copySlots(at, this, at + n, size - at);
        size += n;
    }

    private void closeGap(int at, int n) {
        copySlots(at + n, this, at, size - at - n);
        Arrays.fill(children, size - n, size, null);
        size -= n;
    }

    private void copySlots(int from, TreeInner<V> to, int at, int n) {
        System.arraycopy(bounds, from, to.bounds, at, n);
        System.arraycopy(counts, from, to.counts, at, n);
        System.arraycopy(children, from, to.children, at, n);
    }
}
