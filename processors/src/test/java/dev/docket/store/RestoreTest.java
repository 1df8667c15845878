package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.bytes;
import static dev.docket.store.IndexedStoreContract.key;
import static dev.docket.store.IndexedStoreContract.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restore writes, when it is on disk, and what becomes of its failures. */
class RestoreTest {

    private static final TopicPartition CHANGELOG = new TopicPartition("test-records-changelog", 3);

    @TempDir
    Path directory;

    private TestContext context;
    private KeyValueStore<Bytes, byte[]> store;

    private int written;
    private boolean refusing;
    private final HeapStore below = new HeapStore("records") {
        @Override
        public void putAll(List<KeyValue<Bytes, byte[]>> all) {
            if (refusing) {
                throw new IllegalStateException("the disk is full");
            }
            written += all.size();
            super.putAll(all);
        }
    };

    @Test
    void whatComesAndGoesBetweenTwoCommitsIsNotWritten() {
        openAround(below, 1 << 20);
        for (int i = 0; i < 10; i++) {
            context.restore(List.of(entry("k" + i, "pending", "script"), entry("last", "pending", "script" + i)));
            store.commit(Map.of(CHANGELOG, 4L * i));
            context.restore(List.of(entry("k" + i, "active", ""), entry("k" + i, "finished", ""), gone("k" + i)));
        }
        assertThat(written).isZero();

        store.close();
        assertThat(written).as("header and payload of the last").isEqualTo(2);
    }

    @Test
    void isOnDiskWithTheFirstCommitAfterAWrite() {
        openAround(below, 1 << 20);
        context.restore(List.of(entry("a", "h", "p")));
        store.commit(Map.of(CHANGELOG, 1L));
        assertThat(written).isZero();

        store.put(key("b"), value(1));
        store.commit(Map.of(CHANGELOG, 2L));
        assertThat(written).isEqualTo(4);
        store.close();
    }

    @Test
    void isThereAgainAfterACleanEndWithTheOffsetOfItsLastCommit() {
        open();
        context.restore(List.of(entry("a", "h", "p"), entry("b", "h", "p")));
        store.commit(Map.of(CHANGELOG, 17L));
        context.restore(List.of(gone("b")));
        store.commit(Map.of(CHANGELOG, 18L));
        store.close();

        open();
        assertThat(store.committedOffset(CHANGELOG)).isEqualTo(18);
        assertThat(IndexAccess.to(store, HeaderMap.class).headers).containsOnlyKeys(key("a"));
        assertThat(store.get(key("a"))).isEqualTo(SplitValue.join(bytes("h"), bytes("p")));
        store.close();
    }

    @Test
    void failsWithTheDisk() {
        openAround(below, 0);
        refusing = true;

        assertThatThrownBy(() -> context.restore(List.of(entry("a", "h", "p")))).hasMessage("the disk is full");
        refusing = false;
        store.close();
    }

    /** Which payloads there are is known from the index, and it changes within a batch. */
    @Test
    void keepsEachPayloadAsLongAsItsRecordWhateverIsInABatch() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            openAround(new HeapStore("records"), random.nextInt(3) * 400L);
            NavigableMap<Bytes, byte[]> model = new TreeMap<>();
            for (int commit = 0; commit < 5; commit++) {
                List<KeyValue<byte[], byte[]>> batch = new ArrayList<>();
                for (int i = 0; i < 40; i++) {
                    KeyValue<byte[], byte[]> entry = random(random, i);
                    batch.add(entry);
                    model.put(Bytes.wrap(entry.key), entry.value);
                }
                context.restore(batch);
                store.commit(Map.of(CHANGELOG, (long) commit));
            }
            check(model, "seed " + seed);
            model.keySet().forEach(key -> store.put(key, null));
            assertThat(store.all().hasNext()).as("seed %d", seed).isFalse();
            store.close();
        }
    }

    private void check(Map<Bytes, byte[]> model, String where) {
        Payloads index = IndexAccess.to(store, Payloads.class);
        model.forEach((key, value) -> {
            assertThat(store.get(key)).as(where).isEqualTo(value);
            assertThat(index.known.contains(key)).as(where).isEqualTo(value != null);
            assertThat(index.withPayload.contains(key))
                    .as(where)
                    .isEqualTo(value != null && SplitLayout.hasPayload(value));
        });
    }

    private static KeyValue<byte[], byte[]> random(Random random, int number) {
        String key = "k" + random.nextInt(6);
        return switch (random.nextInt(3)) {
            case 0 -> gone(key);
            case 1 -> entry(key, "active" + number, "");
            default -> entry(key, "pending" + number, "script" + number);
        };
    }

    private void open() {
        store = IndexedStores.supplier(IndexedStores.Kind.ROCKSDB, "records", HeaderMap::new)
                .get();
        context = context == null ? new TestContext(directory) : new TestContext(context);
        store.init(context, store);
    }

    private void openAround(KeyValueStore<Bytes, byte[]> inner, long share) {
        store = IndexedStore.onDisk(inner, Payloads::new);
        context = new TestContext(directory).with(IndexedStores.WRITE_BEHIND_BYTES_CONFIG, share);
        store.init(context, store);
    }

    private static KeyValue<byte[], byte[]> entry(String key, String header, String payload) {
        return KeyValue.pair(bytes(key), SplitValue.join(bytes(header), bytes(payload)));
    }

    private static KeyValue<byte[], byte[]> gone(String key) {
        return KeyValue.pair(bytes(key), null);
    }

    /** Knows exactly what there is. */
    private static final class Payloads implements DerivedIndex {
        final Set<Bytes> known = new HashSet<>();
        final Set<Bytes> withPayload = new HashSet<>();

        @Override
        public void changed(Bytes key, byte[] value) {
            known.remove(key);
            withPayload.remove(key);
            if (value != null) {
                known.add(key);
                if (SplitLayout.hasPayload(value)) {
                    withPayload.add(key);
                }
            }
        }

        @Override
        public Presence presence(Bytes key) {
            if (withPayload.contains(key)) {
                return Presence.UNKNOWN;
            }
            return known.contains(key) ? Presence.WITHOUT_PAYLOAD : Presence.ABSENT;
        }

        @Override
        public void clear() {
            known.clear();
            withPayload.clear();
        }
    }
}
