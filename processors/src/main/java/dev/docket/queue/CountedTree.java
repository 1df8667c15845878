package dev.docket.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map from a unique {@code long} key to a value that also knows every key's rank: a line in which each one's
 * exact position can be told, the first one taken, and anyone in the middle removed. All operations take O(log n),
 * pages O(log n + length).
 *
 * <p>The structure is a B+tree (D. Comer, <i>The Ubiquitous B-Tree</i>, ACM Computing Surveys 11(2), 1979) in which each
 * inner node keeps, beside a child, how many entries lie beneath it, as order-statistic trees do (Cormen et al.,
 * <i>Introduction to Algorithms</i>, chapter 14). A rank is the sum of the counts to the left of the path to a key.
 * Entries lie in parallel arrays in the leaves, with no object per entry and no boxed key.
 *
 * <p>Two departures from the textbook. A full leaf in which keys ascend is split where they arrive, up to 7 : 1, instead
 * of in halves (as InnoDB's pages are): order keys come in ascending runs, one run for each priority, and leave leaves
 * seven eighths full. To allow that, a node may be one-eighth full before it is merged with a neighbour or takes entries
 * over from one. The height is still logarithmic.
 *
 * <p>Threading: none of its own; whoever shares a tree guards it. Reads do not write, so readers may share a lock.
 *
 * @param <V> what is kept under a key; never null
 */
public final class CountedTree<V> {

    /** How many entries a leaf has at most, and children an inner node: some cache lines to search, little to move. */
    private static final int FAN_OUT = 64;

    private final int fanOut;
    private TreeNode<V> root;

    /** An empty tree. */
    public CountedTree() {
        this(FAN_OUT);
    }

    /** A tree with small nodes has the splits and merges that tests want; {@code fanOut} is 4 or more. */
    CountedTree(int fanOut) {
        if (fanOut < 4) {
            throw new IllegalArgumentException("A fan-out of " + fanOut + " leaves nothing to split");
        }
        this.fanOut = fanOut;
        this.root = new TreeLeaf<>(fanOut);
    }

    /**
     * One key and what is kept under it.
     *
     * @param key the order key
     * @param value what is kept under it
     * @param <V> the type of the value
     */
    public record Entry<V>(long key, V value) {}

    /** How many entries there are. */
    public int size() {
        return root.count();
    }

    /** Whether there is no entry. */
    public boolean isEmpty() {
        return root.size == 0;
    }

    /** Puts a value under a key and returns the one that it replaces, null if the key is new. */
    public @Nullable V put(long key, V value) {
        Objects.requireNonNull(value, "value");
        if (root.isFull()) {
            root = new TreeInner<>(root);
        }
        return root.put(key, value);
    }

    /** Removes a key and returns its value, null if there was none. */
    public @Nullable V remove(long key) {
        V removed = root.remove(key);
        if (root instanceof TreeInner<V> inner && inner.size == 1) {
            root = inner.child(0);
        }
        return removed;
    }

    /** The value under a key, null if there is none. */
    public @Nullable V get(long key) {
        return root.get(key);
    }

    /** The entry with the smallest key, null if the tree is empty. */
    public @Nullable Entry<V> first() {
        return isEmpty() ? null : root.select(0);
    }

    /** How many keys are smaller than this one, which need not be in the tree: 0 for the first. */
    public int rankOf(long key) {
        return root.rankOf(key);
    }

    /**
     * The entry that has {@code rank} entries before it.
     *
     * @throws IndexOutOfBoundsException if the rank is negative or not below {@link #size()}
     */
    public Entry<V> select(int rank) {
        return root.select(Objects.checkIndex(rank, size()));
    }

    /** A copy of at most {@code limit} entries in order, the first of them the one of this rank; empty past the end. */
    public List<Entry<V>> pageFromRank(int rank, int limit) {
        if (rank < 0 || limit < 0) {
            throw new IllegalArgumentException("No page of " + limit + " from rank " + rank);
        }
        int length = Math.max(0, Math.min(limit, size() - rank));
        List<Entry<V>> page = new ArrayList<>(length);
        if (length > 0) {
            root.copy(rank, length, page);
        }
        return page;
    }

    /** A copy of at most {@code limit} entries in order, from the first whose key is not smaller than this one. */
    public List<Entry<V>> pageFromKey(long key, int limit) {
        return pageFromRank(rankOf(key), limit);
    }

    /** Removes everything. */
    public void clear() {
        root = new TreeLeaf<>(fanOut);
    }

    /** For tests that walk the nodes. */
    TreeNode<V> root() {
        return root;
    }
}
