package dev.docket.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CountedTreeTest {

    @Test
    void answersForAnEmptyLine() {
        CountedTree<String> tree = new CountedTree<>();

        assertThat(tree.isEmpty()).isTrue();
        assertThat(tree.size()).isZero();
        assertThat(tree.first()).isNull();
        assertThat(tree.get(1)).isNull();
        assertThat(tree.remove(1)).isNull();
        assertThat(tree.rankOf(1)).isZero();
        assertThat(tree.pageFromRank(0, 10)).isEmpty();
        assertThat(tree.pageFromKey(Long.MIN_VALUE, 10)).isEmpty();
        assertThatThrownBy(() -> tree.select(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void takesTheWholeRangeOfKeys() {
        CountedTree<String> tree = new CountedTree<>(4);
        tree.put(Long.MAX_VALUE, "last");
        tree.put(Long.MIN_VALUE, "first");
        tree.put(0, "middle");
        tree.put(-1, "before");
        tree.put(1, "after");

        assertThat(tree.first()).isEqualTo(new CountedTree.Entry<>(Long.MIN_VALUE, "first"));
        assertThat(tree.rankOf(Long.MIN_VALUE)).isZero();
        assertThat(tree.rankOf(Long.MAX_VALUE)).isEqualTo(4);
        assertThat(tree.pageFromKey(0, 2))
                .containsExactly(new CountedTree.Entry<>(0, "middle"), new CountedTree.Entry<>(1, "after"));
    }

    @Test
    void refusesWhatItCouldNotTellFromNothing() {
        CountedTree<String> tree = new CountedTree<>();

        assertThatThrownBy(() -> tree.put(1, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> tree.pageFromRank(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> tree.pageFromRank(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CountedTree<String>(3)).isInstanceOf(IllegalArgumentException.class);
        assertThat(tree.size()).isZero();
    }

    @Test
    void keepsAPageWhenTheLineMovesOn() {
        CountedTree<String> tree = new CountedTree<>();
        tree.put(1, "a");
        List<CountedTree.Entry<String>> page = tree.pageFromRank(0, 10);

        tree.clear();

        assertThat(page).containsExactly(new CountedTree.Entry<>(1, "a"));
        assertThat(tree.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 7, 8, 17, 64})
    void agreesWithASortedMapOverRandomOperations(int fanOut) {
        for (int seed = 0; seed < 600; seed++) {
            new Run(fanOut, seed).steps(200 + seed % 200);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 5, 8, 64})
    void agreesWithASortedMapWhenKeysComeInPatterns(int fanOut) {
        int n = 1_500;
        fillAndDrain(fanOut, n, i -> i, i -> i);
        fillAndDrain(fanOut, n, i -> i, i -> n - 1 - i);
        fillAndDrain(fanOut, n, i -> -i, i -> i);
        fillAndDrain(fanOut, n, i -> -i, i -> n - 1 - i);
        fillAndDrain(fanOut, n, i -> i % 2 == 0 ? i : -i, i -> i);
        fillAndDrain(fanOut, n, i -> i % 5 << 40 | i, i -> (i * 7) % n);
        fillAndDrain(fanOut, n, i -> i, i -> i % 2 == 0 ? i / 2 : n - 1 - i / 2);
    }

    @Test
    void agreesWithASortedMapAsALineThatIsFedAtTheEndsAndServedAtTheHead() {
        Run run = new Run(8, 1);
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(100) < (i / 2_000 % 2 == 0 ? 70 : 30)) {
                run.put((long) random.nextInt(5) << 40 | i);
            } else if (!run.model.isEmpty()) {
                run.remove(run.model.firstKey());
            }
            run.checkFully(i % 50 == 0);
        }
    }

    @Test
    void staysDenseWhenKeysArrive() {
        CountedTree<Boolean> tree = new CountedTree<>();
        for (int i = 0; i < 100_000; i++) {
            tree.put((long) (i % 5) << 40 | i, true);
        }

        assertThat(leaves(tree.root())).isLessThan(100_000 / 50);
    }

    @Test
    void countsAMillion() {
        int n = 1_000_000;
        CountedTree<Integer> tree = new CountedTree<>();
        // Multiplication by an odd number permutes the 64-bit integers: unique keys in no order at all.
        LongUnaryOperator key = i -> i * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < n; i++) {
            assertThat(tree.put(key.applyAsLong(i), i)).isNull();
        }
        long[] sorted =
                IntStream.range(0, n).mapToLong(key::applyAsLong).sorted().toArray();

        assertThat(tree.size()).isEqualTo(n);
        for (int rank = 0; rank < n; rank += 997) {
            assertThat(tree.rankOf(sorted[rank])).isEqualTo(rank);
            assertThat(tree.select(rank).key()).isEqualTo(sorted[rank]);
        }
        for (int rank = 0; rank < n; rank++) {
            if (rank % 1_000 != 0) {
                assertThat(tree.remove(sorted[rank])).isNotNull();
            }
        }
        CountedTreeInvariants.check(tree);
        assertThat(tree.size()).isEqualTo(n / 1_000);
        assertThat(tree.pageFromRank(10, 1).get(0).key()).isEqualTo(sorted[10_000]);
    }

    private static void fillAndDrain(int fanOut, int n, LongUnaryOperator keys, LongUnaryOperator drainOrder) {
        Run run = new Run(fanOut, 0);
        for (int i = 0; i < n; i++) {
            run.put(keys.applyAsLong(i));
            run.checkFully(i % 100 == 0);
        }
        run.checkFully(true);
        // The drain order is a list of arrival numbers; what it leaves over is taken afterwards.
        for (int i = 0; i < n; i++) {
            run.remove(keys.applyAsLong(drainOrder.applyAsLong(i)));
            run.checkFully(i % 100 == 0);
        }
        for (long key : new ArrayList<>(run.model.keySet())) {
            run.remove(key);
        }
        run.checkFully(true);
        assertThat(run.tree.isEmpty()).isTrue();
    }

    private static int leaves(TreeNode<?> root) {
        int leaves = 0;
        Deque<TreeNode<?>> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            if (open.pop() instanceof TreeInner<?> inner) {
                IntStream.range(0, inner.size).forEach(slot -> open.push(inner.child(slot)));
            } else {
                leaves++;
            }
        }
        return leaves;
    }

    /** One tree beside the map that says what it should hold. */
    private static final class Run {
        final TreeMap<Long, Integer> model = new TreeMap<>();
        final CountedTree<Integer> tree;
        private final Random random;
        private final String name;
        private int puts;

        Run(int fanOut, int seed) {
            tree = new CountedTree<>(fanOut);
            random = new Random(seed);
            name = "fan-out " + fanOut + ", seed " + seed;
        }

        void steps(int steps) {
            int range = 1 + random.nextInt(400);
            for (int i = 0; i < steps; i++) {
                boolean growing = i / 100 % 2 == 0;
                int dice = random.nextInt(100);
                if (dice == 0 && random.nextInt(20) == 0) {
                    tree.clear();
                    model.clear();
                } else if (dice < (growing ? 75 : 25)) {
                    put(random.nextInt(range));
                } else {
                    remove(random.nextInt(range));
                }
                checkFully(i % 20 == 0);
            }
            checkFully(true);
        }

        void put(long key) {
            Integer value = ++puts;
            assertThat(tree.put(key, value)).as(name).isEqualTo(model.put(key, value));
        }

        void remove(long key) {
            assertThat(tree.remove(key)).as(name).isEqualTo(model.remove(key));
        }

        /** The shape after every step, every answer now and then. */
        void checkFully(boolean fully) {
            CountedTreeInvariants.check(tree);
            assertThat(tree.size()).as(name).isEqualTo(model.size());
            if (!fully) {
                return;
            }
            List<CountedTree.Entry<Integer>> expected = new ArrayList<>();
            for (Map.Entry<Long, Integer> entry : model.entrySet()) {
                long key = entry.getKey();
                assertThat(tree.get(key)).as(name).isEqualTo(entry.getValue());
                assertThat(tree.rankOf(key)).as(name).isEqualTo(expected.size());
                assertThat(tree.rankOf(key + 1)).as(name).isEqualTo(expected.size() + 1);
                CountedTree.Entry<Integer> same = new CountedTree.Entry<>(key, entry.getValue());
                assertThat(tree.select(expected.size())).as(name).isEqualTo(same);
                expected.add(same);
            }
            assertThat(expected).as(name).isSortedAccordingTo(Comparator.comparing(CountedTree.Entry::key));
            assertThat(tree.first()).as(name).isEqualTo(expected.isEmpty() ? null : expected.get(0));
            int from = random.nextInt(expected.size() + 2);
            int limit = random.nextInt(expected.size() + 2);
            int start = Math.min(from, expected.size());
            List<CountedTree.Entry<Integer>> page = expected.subList(start, Math.min(expected.size(), start + limit));
            assertThat(tree.pageFromRank(from, limit)).as(name).isEqualTo(page);
            if (from < expected.size()) {
                long key = expected.get(from).key();
                assertThat(tree.pageFromKey(key, limit)).as(name).isEqualTo(page);
            }
            assertThat(tree.pageFromRank(0, Integer.MAX_VALUE)).as(name).isEqualTo(expected);
        }
    }
}
