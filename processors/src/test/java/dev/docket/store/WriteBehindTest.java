package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.bytes;
import static dev.docket.store.IndexedStoreContract.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reaches the store below, when, and that it cannot be told from outside. */
class WriteBehindTest {

    @TempDir
    Path directory;

    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 3);

    private final List<String> written = new ArrayList<>();
    private boolean refusing;
    private final HeapStore below = new HeapStore("below") {
        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> all) {
            if (refusing) {
                throw new IllegalStateException("the disk is full");
            }
            all.forEach(entry -> written.add(new String(entry.key.get(), UTF_8) + (entry.value == null ? "-" : "")));
            super.putAll(all);
        }

        @Override
        public void commit(Map<TopicPartition, Long> changelogOffsets) {
            written.add("commit " + changelogOffsets.values());
        }
    };
    private final WriteBehind store = new WriteBehind(below);

    /** Or its share would be missing to the next. */
    @AfterEach
    void close() {
        refusing = false;
        store.close();
    }

    @Test
    void whatIsReplacedOrDeletedSoonIsWrittenOnceAtTheMost() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        store.put(key("a"), bytes("2"));
        store.put(key("b"), bytes("1"));
        store.put(key("b"), null);
        assertThat(written).isEmpty();

        store.commit(Map.of());
        assertThat(written).containsExactly("a", "b-", "commit []");
        assertThat(below.get(key("a"))).isEqualTo(bytes("2"));

        store.commit(Map.of());
        assertThat(written).hasSize(4).endsWith("commit []");
    }

    @Test
    void theOldestGoFirstWhenItsShareIsUsedUp() {
        open(16 * 1000);
        for (int i = 0; i < 16; i++) {
            store.put(key("k" + i), new byte[1000 - 2 - 144]);
        }
        assertThat(written)
                .as("16 000 bytes are within the share, the longer keys are not")
                .startsWith("k0")
                .doesNotContain("k15");
        int before = written.size();
        store.put(key("k5"), new byte[10]);
        store.put(key("l"), new byte[4000]);
        assertThat(written.size()).isGreaterThan(before);
        assertThat(store.get(key("k0"))).hasSize(854);
        assertThat(store.get(key("k5"))).hasSize(10);
    }

    @Test
    void aDeletionHidesWhatIsBelow() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        store.commit(Map.of());
        store.put(key("a"), null);

        assertThat(store.get(key("a"))).isNull();
        assertThat(below.get(key("a"))).isNotNull();
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            assertThat(all.hasNext()).isFalse();
        }
    }

    @Test
    void whatIsNewAndGoesIsNotWrittenAtAll() {
        open(1 << 20);
        store.put(key("new"), bytes("1"), true);
        store.put(key("new"), bytes("2"));
        store.put(key("new"), null);
        store.put(key("never"), null, true);
        store.commit(Map.of());

        assertThat(written).containsExactly("commit []");
        assertThat(store.get(key("new"))).isNull();
    }

    @Test
    void whatWasNewIsDeletedBelowOnceItIsThere() {
        open(1 << 20);
        store.put(key("a"), bytes("1"), true);
        store.commit(Map.of());
        store.put(key("a"), null);
        // Absent for everybody who asks, and yet it is still below.
        store.put(key("a"), bytes("2"), true);
        store.put(key("a"), null);
        store.commit(Map.of());

        assertThat(written).containsExactly("a", "commit []", "a-", "commit []");
        assertThat(below.get(key("a"))).isNull();
    }

    @Test
    void nothingIsForgottenThatTheDiskRefuses() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        refusing = true;
        assertThatThrownBy(() -> store.commit(Map.of())).hasMessage("the disk is full");
        assertThat(store.get(key("a"))).isEqualTo(bytes("1"));

        refusing = false;
        store.commit(Map.of());
        assertThat(below.get(key("a"))).isEqualTo(bytes("1"));
    }

    @Test
    void aCommitThatMayWaitIsMadeOnClose() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        store.commitSoon(at(1));
        store.put(key("b"), bytes("1"));
        store.put(key("a"), bytes("2"));
        store.commitSoon(at(2));
        store.put(key("c"), bytes("1"));

        assertThat(written).isEmpty();
        assertThat(store.committedOffset(CHANGELOG)).isEqualTo(2);
        store.close();
        assertThat(written)
                .as("offsets come behind what they cover, the last of them once")
                .containsExactly("a", "b", "c", "commit [2]");
    }

    @Test
    void aCommitWaitsForSoManyOthersAndNoMore() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        for (int i = 0; i < WriteBehind.MOST_PUT_OFF; i++) {
            store.commitSoon(at(i));
        }
        assertThat(written).isEmpty();
        store.commitSoon(at(77));
        assertThat(written).containsExactly("a", "commit [77]");

        store.put(key("b"), bytes("1"));
        store.commitSoon(at(78));
        assertThat(written).as("it begins again").hasSize(2);
    }

    @Test
    void aCommitDoesNotWaitWhereThereIsNothingToWrite() {
        open(1 << 20);
        store.commitSoon(at(1));

        assertThat(written).containsExactly("commit [1]");
    }

    @Test
    void aCommitThatMayNotWaitMakesUpForThoseThatDid() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        store.commitSoon(at(1));
        store.commit(at(2));
        store.close();

        assertThat(written).containsExactly("a", "commit [2]");
    }

    /** So Kafka Streams marks a state that it does not trust any more. */
    @Test
    void offsetsThatAreTakenBackAreNotTold() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        store.commitSoon(at(1));
        store.commitSoon(Map.of());
        store.close();

        assertThat(written).containsExactly("a", "commit []");
    }

    @Test
    void noOffsetsAreToldOfWhatTheDiskRefuses() {
        open(1 << 20);
        store.put(key("a"), bytes("1"));
        store.commitSoon(at(1));
        refusing = true;

        assertThatThrownBy(store::close).hasMessage("the disk is full");
        assertThat(written).isEmpty();
        open(1 << 20);
        assertThat(store.committedOffset(CHANGELOG)).isNull();
    }

    @Test
    void theShareIsDividedAmongThoseThatAreOpen() {
        HeapShare first = HeapShare.take("1000");
        long alone = first.bytes();
        HeapShare second = HeapShare.take(1000);
        assertThat(first.bytes()).isLessThan(alone);
        second.giveBack();
        second.giveBack();
        assertThat(first.bytes()).isEqualTo(alone);
        first.giveBack();
    }

    /** However small its share, it answers as a sorted map does. */
    @Test
    void agreesWithASortedMap() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            open(random.nextInt(4) * 500);
            NavigableMap<Bytes, byte[]> model = new TreeMap<>();
            for (int step = 0; step < 300; step++) {
                Bytes key = key("" + (char) ('a' + random.nextInt(4)) + random.nextInt(6));
                byte[] value = random.nextInt(3) == 0 ? null : bytes("v" + step);
                boolean isKnownToBeNew = !model.containsKey(key) && random.nextBoolean();
                store.put(key, value, isKnownToBeNew);
                if (value == null) {
                    model.remove(key);
                } else {
                    model.put(key, value);
                }
                if (random.nextInt(50) == 0) {
                    store.commit(Map.of());
                    same(below.all(), model);
                }
                assertThat(store.get(key)).as("seed %d, step %d", seed, step).isEqualTo(model.get(key));
                if (step % 20 == 0) {
                    same(store.all(), model);
                    same(store.range(key("b"), key("c3")), model.subMap(key("b"), true, key("c3"), true));
                    same(
                            store.reverseRange(key("b"), null),
                            model.tailMap(key("b"), true).descendingMap());
                }
            }
            model.keySet().forEach(key -> store.put(key, null));
            store.close();
        }
    }

    private static Map<TopicPartition, Long> at(long offset) {
        return Map.of(CHANGELOG, offset);
    }

    private void open(long share) {
        TestContext context = new TestContext(directory).with(IndexedStores.WRITE_BEHIND_BYTES_CONFIG, share);
        store.init(context, store);
    }

    private static void same(KeyValueIterator<Bytes, byte[]> actual, Map<Bytes, byte[]> expected) {
        List<Bytes> keys = new ArrayList<>();
        try (actual) {
            while (actual.hasNext()) {
                KeyValue<Bytes, byte[]> entry = actual.next();
                keys.add(entry.key);
                assertThat(entry.value).isEqualTo(expected.get(entry.key));
            }
        }
        assertThat(keys).containsExactlyElementsOf(expected.keySet());
    }
}
