package dev.docket.queue;

/** Walks every node of a tree and holds it against what the node classes promise. */
final class CountedTreeInvariants {

    private CountedTreeInvariants() {}

    static void check(CountedTree<?> tree) {
        TreeNode<?> root = tree.root();
        require(!(root instanceof TreeInner) || root.size >= 2, "an inner root has two children");
        walk(root, root, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** Returns how deep the node's leaves are; all keys must lie in [from, to]. */
    private static int walk(TreeNode<?> node, TreeNode<?> root, long from, long to) {
        require(node == root || node.size >= node.leastSize(), "no node is too small");
        require(node.size <= node.fanOut, "no node is too large");
        if (node instanceof TreeLeaf<?> leaf) {
            for (int slot = 0; slot < leaf.size; slot++) {
                require(leaf.key(slot) >= from && leaf.key(slot) <= to, "keys lie between their bounds");
                require(slot == 0 || leaf.key(slot - 1) < leaf.key(slot), "keys ascend");
            }
            return 0;
        }
        TreeInner<?> inner = (TreeInner<?>) node;
        int depth = -1;
        for (int slot = 0; slot < inner.size; slot++) {
            long low = slot == 0 ? from : inner.bound(slot);
            long high = slot == inner.size - 1 ? to : inner.bound(slot + 1) - 1;
            require(low >= from && high <= to && low <= high, "bounds ascend");
            require(inner.count(slot) == inner.child(slot).count(), "counts are true");
            int below = walk(inner.child(slot), root, low, high);
            require(depth < 0 || depth == below, "leaves are equally deep");
            depth = below;
        }
        return depth + 1;
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
