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
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What reaches the inner store: how many entries, which tombstones, which reads. */
class SplitRecordsTest {

    private final KeyValueStore<Bytes, byte[]> inner =
            Stores.inMemoryKeyValueStore("inner").get();
    private final List<String> calls = new ArrayList<>();
    private final SplitRecords records = new SplitRecords(watched(inner));

    @Test
    void laysAllHeadersBeforeAllPayloads() {
        records.put(key("b"), value("hb", "pb"));
        records.put(key("a"), value("ha", "pa"));
        records.put(key("c"), value("hc", ""));

        List<String> kinds = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> all = inner.all()) {
            all.forEachRemaining(entry ->
                    kinds.add(entry.key.get()[0] + ":" + (char) entry.key.get()[1]));
        }
        assertThat(kinds).containsExactly("1:a", "1:b", "1:c", "3:a", "3:b");
    }

    @Test
    void writesAWholeValueAsOneBatchWithoutReading() {
        records.put(key("a"), value("h", "p"));

        assertThat(calls).containsExactly("putAll");
    }

    @Test
    void deletesAPayloadOnceAndOnlyWhereThereIsOne() {
        records.put(key("a"), value("pending", "script"));
        calls.clear();

        records.put(key("a"), value("active", ""));
        assertThat(calls).containsExactly("get", "putAll");
        assertThat(inner.get(SplitLayout.payloadKey(key("a")))).isNull();
        calls.clear();

        records.put(key("a"), value("finished", ""));
        records.put(key("a"), null);
        assertThat(calls).containsExactly("get", "put", "get", "put");
    }

    @Test
    void writesAMixedBatchAsOne() {
        records.put(key("gone"), value("h", "p"));
        Map<Bytes, byte[]> batch = new HashMap<>();
        batch.put(key("gone"), null);
        batch.put(key("never"), null);
        batch.put(key("new"), value("h", "p"));
        calls.clear();
        records.putAll(batch);

        assertThat(calls).containsOnlyOnce("putAll").doesNotContain("put");
        assertThat(records.get(key("gone"))).isNull();
        assertThat(records.get(key("new"))).isEqualTo(value("h", "p"));
        assertThat(inner.approximateNumEntries()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithStateOfAnotherForm() {
        inner.put(SplitLayout.headerKey(key("a")), new byte[] {7, 1});
        inner.put(SplitLayout.headerKey(key("b")), new byte[0]);
        inner.put(SplitLayout.headerKey(key("c")), new byte[] {1, 1});

        assertThatThrownBy(() -> records.get(key("a")))
                .isInstanceOf(ProcessorStateException.class)
                .hasMessageContaining("another version");
        assertThatThrownBy(() -> records.get(key("b"))).isInstanceOf(ProcessorStateException.class);
        assertThatThrownBy(() -> records.get(key("c"))).hasMessageContaining("Half a value");
        assertThatThrownBy(() -> records.scanHeaders(() -> true, (key, value) -> {}))
                .isInstanceOf(ProcessorStateException.class);
    }

    @Test
    void endsAScanWhenItIsToldTo() {
        records.putAll(Map.of(key("a"), value("h", ""), key("b"), value("h", ""), key("c"), value("h", "")));
        List<Bytes> seen = new ArrayList<>();
        records.scanHeaders(() -> seen.size() < 2, (key, value) -> seen.add(key));

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

    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> watched(KeyValueStore<Bytes, byte[]> store) {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KeyValueStore.class}, (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    return method.invoke(store, arguments);
                });
    }
}
