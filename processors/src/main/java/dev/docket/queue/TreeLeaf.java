package dev.docket.queue;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The level of a {@link CountedTree} that holds the entries. Its arrays grow with it, so that a short line is small. */
final class TreeLeaf<V> extends TreeNode<V> {

    private static final int INITIAL_CAPACITY = 4;

    private long[] keys;
    private @Nullable Object[] values;

    /** Where the next key of an ascending run would go: behind the last new one. A hint, not an invariant. */
    private int runSlot;

    TreeLeaf(int fanOut) {
        this(fanOut, INITIAL_CAPACITY);
    }

    private TreeLeaf(int fanOut, int capacity) {
        super(fanOut);
        keys = new long[capacity];
        values = new Object[capacity];
    }

    long key(int slot) {
        return keys[slot];
    }

    @SuppressWarnings("unchecked") // only values of V are ever put
    private V value(int slot) {
        return (V) Objects.requireNonNull(values[slot]);
    }

    @Override
    int count() {
        return size;
    }

    @Override
    @Nullable
    V get(long key) {
        int slot = rankOf(key);
        return has(slot, key) ? value(slot) : null;
    }

    @Override
    @Nullable
    V put(long key, V value) {
        int slot = rankOf(key);
        if (has(slot, key)) {
            V old = value(slot);
            values[slot] = value;
            return old;
        }
        openGap(slot, 1);
        keys[slot] = key;
        values[slot] = value;
        runSlot = slot + 1;
        return null;
    }

    @Override
    @Nullable
    V remove(long key) {
        int slot = rankOf(key);
        if (!has(slot, key)) {
            return null;
        }
        V old = value(slot);
        closeGap(slot, 1);
        if (slot < runSlot) {
            runSlot--;
        }
        return old;
    }

    @Override
    int rankOf(long key) {
        return firstNotBelow(keys, 0, size, key);
    }

    private boolean has(int slot, long key) {
        return slot < size && keys[slot] == key;
    }

    @Override
    CountedTree.Entry<V> select(int rank) {
        return new CountedTree.Entry<>(keys[rank], value(rank));
    }

    @Override
    void copy(int rank, int limit, List<CountedTree.Entry<V>> page) {
        int end = Math.min(size, rank + limit);
        for (int slot = rank; slot < end; slot++) {
            page.add(select(slot));
        }
    }

    @Override
    int splitPoint(long key) {
        int slot = rankOf(key);
        return splitPointNear(slot == runSlot ? slot : size / 2);
    }

    @Override
    TreeNode<V> split(int from) {
        TreeLeaf<V> right = new TreeLeaf<>(fanOut, fanOut);
        right.takeLastOf(this, size - from, 0);
        return right;
    }

    @Override
    void takeFirstOf(TreeNode<V> right, int n, long bound) {
        TreeLeaf<V> from = (TreeLeaf<V>) right;
        int at = size;
        openGap(at, n);
        System.arraycopy(from.keys, 0, keys, at, n);
        System.arraycopy(from.values, 0, values, at, n);
        from.closeGap(0, n);
    }

    @Override
    void takeLastOf(TreeNode<V> left, int n, long bound) {
        TreeLeaf<V> from = (TreeLeaf<V>) left;
        openGap(0, n);
        System.arraycopy(from.keys, from.size - n, keys, 0, n);
        System.arraycopy(from.values, from.size - n, values, 0, n);
        from.closeGap(from.size - n, n);
    }

    @Override
    long bound() {
        return keys[0];
    }

    private void openGap(int at, int n) {
        if (size + n > keys.length) {
            int capacity = Math.min(fanOut, Math.max(size + n, 2 * keys.length));
            keys = Arrays.copyOf(keys, capacity);
            values = Arrays.copyOf(values, capacity);
        }
        System.arraycopy(keys, at, keys, at + n, size - at);
        System.arraycopy(values, at, values, at + n, size - at);
        size += n;
    }

    private void closeGap(int at, int n) {
        System.arraycopy(keys, at + n, keys, at, size - at - n);
        System.arraycopy(values, at + n, values, at, size - at - n);
        Arrays.fill(values, size - n, size, null);
        size -= n;
    }
}
