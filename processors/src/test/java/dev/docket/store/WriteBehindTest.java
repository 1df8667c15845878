package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.bytes;
import static dev.docket.store.IndexedStoreContract.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
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

/** What reaches the store below, when, and that it cannot be told from outside. */
class WriteBehindTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("changelog", 3);

    /** What a record of one letter with a header of one letter takes of the share. */
    private static final int SMALL = 144 + 1 + 3;

    private final List<String> written = new ArrayList<>();
    private boolean refusing;
    private long committed = -1;
    private final HeapStore disk = new HeapStore("disk") {
        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> all) {
            if (refusing) {
                throw new IllegalStateException("the disk is full");
            }
            all.forEach(entry -> written.add(named(entry.key) + (entry.value == null ? "-" : "")));
            super.putAll(all);
        }

        @Override
        public void commit(Map<TopicPartition, Long> changelogOffsets) {
            written.add("commit " + changelogOffsets.values());
            committed = changelogOffsets.getOrDefault(CHANGELOG, -1L);
        }

        @Override
        public Long committedOffset(TopicPartition partition) {
            return committed;
        }
    };
    private final HeaderMap index = new HeaderMap();
    private WriteBehind records;
    private HeapShare share;

    @AfterEach
    void close() {
        if (share != null) {
            share.giveBack();
        }
    }

    @Test
    void whatIsReplacedOrDeletedSoonIsWrittenOnceAtTheMost() {
        open(1 << 20);
        put("a", "1");
        put("a", "2");
        put("b", "1");
        delete("b");
        assertThat(written).isEmpty();

        records.commit(Map.of());
        assertThat(written).containsExactly("a", "commit []");
        assertThat(records.get(key("a"))).isEqualTo(header("2"));

        records.commit(Map.of());
        assertThat(written).hasSize(3).endsWith("commit []");
    }

    @Test
    void theOldestGoFirstWhenItsShareIsUsedUp() {
        open(16 * SMALL);
        for (char c = 'a'; c < 'q'; c++) {
            put("" + c, "1");
        }
        assertThat(written).as("sixteen fit").isEmpty();

        put("q", "1");
        assertThat(written).as("a sixteenth of the share at a time").containsExactly("a", "b");
        put("c", "another, and longer");
        assertThat(written).hasSize(2);
        put("r", "1");
        assertThat(written.subList(2, written.size())).startsWith("c").doesNotContain("r");
        for (char c = 'a'; c < 's'; c++) {
            assertThat(records.get(key("" + c))).isEqualTo(header(c == 'c' ? "another, and longer" : "1"));
        }
    }

    @Test
    void aDeletionHidesWhatIsBelow() {
        open(1 << 20);
        put("a", "1");
        records.commit(Map.of());
        delete("a");

        assertThat(records.get(key("a"))).isNull();
        assertThat(records.getAhead(key("a"), key("z"))).isNull();
        assertThat(disk.approximateNumEntries()).isEqualTo(1);
        try (KeyValueIterator<Bytes, byte[]> all = records.entries(null, null, true)) {
            assertThat(all.hasNext()).isFalse();
        }
    }

    @Test
    void whatNeverWasIsNotDeleted() {
        open(1 << 20);
        delete("never");
        put("new", "1");
        put("new", "2");
        delete("new");
        records.commit(Map.of());

        assertThat(written).containsExactly("commit []");
        assertThat(records.get(key("new"))).isNull();
    }

    @Test
    void whatWasNewIsDeletedBelowOnceItIsThere() {
        open(1 << 20);
        put("a", "1");
        records.commit(Map.of());
        delete("a");
        // Absent for everybody who asks, and yet it is still below.
        put("a", "2");
        delete("a");
        records.commit(Map.of());

        assertThat(written.subList(2, written.size())).contains("a-").doesNotContain("a");
        assertThat(disk.approximateNumEntries()).isZero();
    }

    /** Where a payload lies is asked when a record is kept here again, not when it goes there at last. */
    @Test
    void aPayloadBelowGoesWhereverItsRecordWentMeanwhile() {
        Places moving = new Places();
        records = new WriteBehind(new SplitRecords(disk, moving), moving, share(1 << 20));
        for (String value : List.of("1", "2", "3")) {
            byte[] whole = SplitValue.join(bytes(value), bytes("payload " + value));
            records.put(key("a"), whole);
            moving.changed(key("a"), whole);
            if (value.equals("1")) {
                records.commit(Map.of());
            }
        }
        records.commit(Map.of());

        assertThat(disk.get(SplitLayout.wholeKey(key("1")))).isNull();
        assertThat(disk.get(SplitLayout.wholeKey(key("2")))).isNull();
        assertThat(disk.get(SplitLayout.wholeKey(key("3")))).isNotNull();
        assertThat(records.get(key("a"))).endsWith(bytes("payload 3"));
    }

    @Test
    void nothingIsForgottenThatTheDiskRefuses() {
        open(1 << 20);
        put("a", "1");
        refusing = true;
        assertThatThrownBy(() -> records.commit(Map.of())).hasMessage("the disk is full");
        assertThat(records.get(key("a"))).isEqualTo(header("1"));

        refusing = false;
        records.commit(Map.of());
        assertThat(written).containsExactly("a", "commit []");
    }

    @Test
    void aCommitThatMayWaitIsMadeOnClose() {
        open(1 << 20);
        put("a", "1");
        records.commitRestored(at(1));
        put("b", "1");
        put("a", "2");
        records.commitRestored(at(2));
        put("c", "1");

        assertThat(written).isEmpty();
        assertThat(records.committedOffset(CHANGELOG)).isEqualTo(2);
        records.close();
        assertThat(written)
                .as("offsets come behind what they cover, the last of them once")
                .containsExactly("a", "b", "c", "commit [2]");
    }

    @Test
    void aCommitWaitsForSoManyOthersAndNoMore() {
        open(1 << 20);
        put("a", "1");
        for (int i = 0; i < WriteBehind.MOST_PUT_OFF; i++) {
            records.commitRestored(at(i));
        }
        assertThat(written).isEmpty();
        records.commitRestored(at(77));
        assertThat(written).containsExactly("a", "commit [77]");

        put("b", "1");
        records.commitRestored(at(78));
        assertThat(written).as("it begins again").hasSize(2);
    }

    @Test
    void aCommitDoesNotWaitWhereThereIsNothingToWrite() {
        open(1 << 20);
        records.commitRestored(at(1));

        assertThat(written).containsExactly("commit [1]");
    }

    @Test
    void aCommitThatMayNotWaitMakesUpForThoseThatDid() {
        open(1 << 20);
        put("a", "1");
        records.commitRestored(at(1));
        records.commit(at(2));
        records.close();

        assertThat(written).containsExactly("a", "commit [2]");
    }

    /** So Kafka Streams marks a state that it does not trust any more. */
    @Test
    void offsetsThatAreTakenBackAreNotTold() {
        open(1 << 20);
        put("a", "1");
        records.commitRestored(at(1));
        records.commitRestored(Map.of());
        records.close();

        assertThat(written).containsExactly("a", "commit []");
    }

    @Test
    void noOffsetsAreToldOfWhatTheDiskRefuses() {
        open(1 << 20);
        long alone = share.bytes();
        HeapShare another = HeapShare.take(1 << 20);
        put("a", "1");
        records.commitRestored(at(1));
        refusing = true;

        assertThatThrownBy(records::close).hasMessage("the disk is full");
        assertThat(written).isEmpty();
        assertThat(another.bytes()).as("the share was given back all the same").isEqualTo(alone);
        another.giveBack();
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
                byte[] payload = random.nextBoolean() ? bytes("payload " + step) : new byte[0];
                byte[] value = random.nextInt(3) == 0 ? null : SplitValue.join(bytes("v" + step), payload);
                put(key, value);
                if (value == null) {
                    model.remove(key);
                } else {
                    model.put(key, value);
                }
                if (random.nextInt(50) == 0) {
                    records.commit(Map.of());
                }
                assertThat(records.get(key)).as("seed %d, step %d", seed, step).isEqualTo(model.get(key));
                if (step % 20 == 0) {
                    same(records.entries(null, null, true), model);
                    same(records.entries(key("b"), key("c3"), true), model.subMap(key("b"), true, key("c3"), true));
                    same(
                            records.entries(key("b"), null, false),
                            model.tailMap(key("b"), true).descendingMap());
                    same(records.entriesStartingWith(bytes("c")), model.subMap(key("c"), true, key("d"), false));
                }
            }
            List.copyOf(model.keySet()).forEach(key -> put(key, null));
            records.close();
            assertThat(disk.approximateNumEntries()).as("left behind").isZero();
        }
    }

    private static Map<TopicPartition, Long> at(long offset) {
        return Map.of(CHANGELOG, offset);
    }

    private void open(long bytes) {
        records = new WriteBehind(new SplitRecords(disk, index), index, share(bytes));
    }

    /** Taken for one opening. */
    private HeapShare share(long bytes) {
        close();
        share = HeapShare.take(bytes);
        return share;
    }

    private void put(String key, String header) {
        put(key(key), header(header));
    }

    private void delete(String key) {
        put(key(key), null);
    }

    private void put(Bytes key, byte[] value) {
        records.put(key, value);
        index.changed(key, value);
    }

    private static byte[] header(String header) {
        return SplitValue.join(bytes(header), new byte[0]);
    }

    /** Without the byte that says what it is an entry of. */
    private static String named(Bytes key) {
        byte[] physical = key.get();
        return new String(Arrays.copyOfRange(physical, 1, physical.length), UTF_8);
    }

    private static void same(KeyValueIterator<Bytes, byte[]> actual, Map<Bytes, byte[]> expected) {
        List<Bytes> keys = new ArrayList<>();
        try (actual) {
            actual.forEachRemaining(entry -> keys.add(entry.key));
        }
        assertThat(keys).containsExactlyElementsOf(expected.keySet());
    }

    /** A payload lies where its header says. */
    private static final class Places extends HeaderMap {
        @Override
        public Bytes place(Bytes key, byte[] value) {
            return place(SplitValue.header(value));
        }

        @Override
        public Bytes place(Bytes key) {
            return place(headers.get(key).duplicate());
        }

        private static Bytes place(ByteBuffer header) {
            byte[] place = new byte[header.remaining()];
            header.get(place);
            return Bytes.wrap(place);
        }
    }
}
