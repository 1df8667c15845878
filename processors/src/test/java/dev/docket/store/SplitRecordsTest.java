package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.bytes;
import static dev.docket.store.IndexedStoreContract.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What reaches the store below, and which reads do. */
class SplitRecordsTest {

    private final KeyValueStore<Bytes, byte[]> below =
            Stores.inMemoryKeyValueStore("below").get();
    private final List<String> calls = new ArrayList<>();
    private final List<KeyValue<Bytes, byte[]>> batches = new ArrayList<>();
    private final Payloads index = new Payloads();
    private final SplitRecords onDisk = new SplitRecords(watched(below), index);
    private final WriteBehind records = new WriteBehind(onDisk, index, HeapShare.take(null));

    /** Or its share would be missing to the next. */
    @AfterEach
    void close() {
        records.close();
    }

    @Test
    void laysAllHeadersBeforeAllPayloads() {
        put(key("b"), value("hb", "pb"));
        put(key("a"), value("ha", "pa"));
        put(key("c"), value("hc", ""));
        records.commit(Map.of());

        List<String> kinds = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = below.all()) {
            all.forEachRemaining(entry -> kinds.add(name(entry.key)));
        }
        assertThat(kinds).containsExactly("1:a", "1:b", "1:c", "4:a", "4:b");
    }

    @Test
    void readsNothingToWrite() {
        put(key("a"), value("pending", "script"));
        records.commit(Map.of());
        put(key("a"), value("active", ""));
        put(key("b"), value("pending", "script"));
        put(key("a"), null);
        records.commit(Map.of());

        assertThat(calls).doesNotContain("get", "range", "all");
    }

    @Test
    void deletesAPayloadOnceAndOnlyWhereThereMayBeOne() {
        put(key("a"), value("pending", "script"));
        assertThat(written()).containsExactly("4:a", "1:a");

        put(key("a"), value("active", ""));
        assertThat(written()).containsExactly("4:a-", "1:a");
        assertThat(below.get(SplitLayout.wholeKey(key("a")))).isNull();

        put(key("a"), value("finished", ""));
        assertThat(written()).containsExactly("1:a");
        put(key("a"), null);
        assertThat(written()).containsExactly("1:a-");
    }

    @Test
    void nothingIsWrittenOfWhatCameAndWentMeanwhile() {
        put(key("a"), value("pending", "script"));
        put(key("b"), value("pending", "script"));
        put(key("a"), value("active", ""));
        put(key("b"), value("active", ""));
        put(key("a"), value("finished", ""));
        put(key("a"), null);

        assertThat(written()).containsExactly("1:b");
    }

    @Test
    void deletesWhatIsNotCertainToBeAbsent() {
        index.isUncertain = true;
        put(key("a"), null);

        assertThat(written()).containsExactly("4:a-", "1:a-");
    }

    @Test
    void writesAMixedBatch() {
        put(key("gone"), value("h", "p"));
        records.commit(Map.of());
        Map<Bytes, byte[]> batch = new HashMap<>();
        batch.put(key("gone"), null);
        batch.put(key("never"), null);
        batch.put(key("new"), value("h", "p"));
        records.putAll(batch);
        batch.forEach(index::changed);
        records.commit(Map.of());

        assertThat(records.get(key("gone"))).isNull();
        assertThat(records.get(key("new"))).isEqualTo(value("h", "p"));
        assertThat(below.approximateNumEntries()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithStateOfAnotherForm() {
        below.put(SplitLayout.headerKey(key("a")), new byte[] {7, 1});
        below.put(SplitLayout.headerKey(key("b")), new byte[0]);
        below.put(SplitLayout.headerKey(key("c")), new byte[] {1, 1});

        assertThatThrownBy(() -> records.get(key("a")))
                .isInstanceOf(ProcessorStateException.class)
                .hasMessageContaining("another version");
        assertThatThrownBy(() -> records.get(key("b"))).isInstanceOf(ProcessorStateException.class);
        assertThatThrownBy(() -> records.get(key("c"))).hasMessageContaining("Half a value");
        assertThatThrownBy(() -> onDisk.scanHeaders(() -> true, (key, value) -> {}))
                .isInstanceOf(ProcessorStateException.class);
    }

    @Test
    void readsPayloadsInTheOlderFormAndForgetsThemWithTheirRecords() {
        for (String name : List.of("a", "b", "c")) {
            below.put(SplitLayout.headerKey(key(name)), new byte[] {1, 'h'});
            below.put(SplitLayout.olderPayloadKey(key(name)), bytes("script of " + name));
        }
        onDisk.scanHeaders(() -> true, (key, header) -> index.changed(key, value("h", "one, says the header")));

        assertThat(records.get(key("a"))).isEqualTo(value("h", "script of a"));
        assertThat(records.getAhead(key("b"), key("z"))).isEqualTo(value("h", "script of b"));
        put(key("a"), value("active", ""));
        put(key("b"), value("h", "another"));
        put(key("d"), value("new", "script"));

        assertThat(written()).containsExactlyInAnyOrder("4:a-", "3:a-", "1:a", "3:b-", "4:b", "1:b", "4:d", "1:d");
        assertThat(records.get(key("a"))).isEqualTo(value("active", ""));
        assertThat(records.get(key("b"))).isEqualTo(value("h", "another"));
        assertThat(records.get(key("c"))).isEqualTo(value("h", "script of c"));
    }

    @Test
    void endsAScanWhenItIsToldTo() {
        records.putAll(Map.of(key("a"), value("h", ""), key("b"), value("h", ""), key("c"), value("h", "")));
        records.commit(Map.of());
        List<Bytes> seen = new ArrayList<>();
        onDisk.scanHeaders(() -> seen.size() < 2, (key, value) -> seen.add(key));

        assertThat(seen).containsExactly(key("a"), key("b"));
    }

    @Test
    void partsAndJoinsValues() {
        byte[] value = value("head", "payload");

        assertThat(value).startsWith(0, 4, 'h').endsWith('a', 'd');
        assertThat(SplitValue.header(value)).isEqualTo(ByteBuffer.wrap(bytes("head")));
        assertThat(SplitValue.payload(value)).isEqualTo(ByteBuffer.wrap(bytes("payload")));
        assertThat(SplitValue.header(value).isReadOnly()).isTrue();
        assertThatThrownBy(() -> SplitValue.join(new byte[SplitValue.MAX_HEADER_BYTES + 1], new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SplitValue.header(new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SplitValue.payload(new byte[] {0, 1})).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] value(String header, String payload) {
        return SplitValue.join(bytes(header), bytes(payload));
    }

    private void put(Bytes key, byte[] value) {
        records.put(key, value);
        index.changed(key, value);
    }

    /** What is below after a commit and was not before: kind and key, and whether it was a deletion. */
    private List<String> written() {
        batches.clear();
        records.commit(Map.of());
        List<String> names = new ArrayList<>();
        batches.forEach(entry -> names.add(name(entry.key) + (entry.value == null ? "-" : "")));
        return names;
    }

    private static String name(Bytes key) {
        return key.get()[0] + ":" + (char) key.get()[1];
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> watched(KeyValueStore<Bytes, byte[]> store) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    if (method.getName().equals("putAll")) {
                        batches.addAll((List<KeyValue<Bytes, byte[]>>) arguments[0]);
                    }
                    return method.invoke(store, arguments);
                });
    }

    /** Knows of each record whether it has a payload. */
    private static final class Payloads implements DerivedIndex {
        private final Map<Bytes, Boolean> payloads = new HashMap<>();
        private boolean isUncertain;

        @Override
        public void changed(Bytes key, byte[] value) {
            if (value == null) {
                payloads.remove(key);
            } else {
                payloads.put(key, SplitLayout.hasPayload(value));
            }
        }

        @Override
        public Presence presence(Bytes key) {
            Boolean payload = payloads.get(key);
            if (isUncertain || (payload != null && payload)) {
                return Presence.UNKNOWN;
            }
            return payload == null ? Presence.ABSENT : Presence.WITHOUT_PAYLOAD;
        }

        @Override
        public void clear() {
            payloads.clear();
        }
    }
}
