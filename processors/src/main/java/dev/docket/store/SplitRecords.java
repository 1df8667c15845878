package dev.docket.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Values in two entries each, as {@link SplitLayout} says: so that headers can be read without their payloads. */
final class SplitRecords implements Records {

    private final KeyValueStore<Bytes, byte[]> inner;

    SplitRecords(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        byte[] header = inner.get(SplitLayout.headerKey(key));
        if (header == null) {
            return null;
        }
        if (!SplitLayout.promisesPayload(header)) {
            return SplitLayout.value(header, null);
        }
        byte[] payload = inner.get(SplitLayout.payloadKey(key));
        if (payload == null) {
            throw new ProcessorStateException("Half a value in store " + inner.name() + ": its payload is missing");
        }
        return SplitLayout.value(header, payload);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>(2);
        split(key, value, entries);
        if (entries.size() == 1) {
            inner.put(entries.get(0).key, entries.get(0).value);
        } else {
            inner.putAll(entries);
        }
    }

    @Override
    public void putAll(Map<Bytes, byte @Nullable []> values) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>(2 * values.size());
        values.forEach((key, value) -> split(key, value, entries));
        inner.putAll(entries);
    }

    /** Shows every record without its payload, in the order of the keys, until {@code goOn} says otherwise. */
    void scanHeaders(BooleanSupplier goOn, BiConsumer<Bytes, byte[]> each) {
        try (KeyValueIterator<Bytes, byte[]> headers = entries(null, null, true)) {
            while (goOn.getAsBoolean() && headers.hasNext()) {
                KeyValue<Bytes, byte[]> header = headers.next();
                SplitLayout.promisesPayload(header.value);
                each.accept(SplitLayout.logicalKey(header.key), SplitLayout.value(header.value, null));
            }
        }
    }

    /** The headers. */
    @Override
    public KeyValueIterator<Bytes, byte[]> entries(@Nullable Bytes from, @Nullable Bytes to, boolean forward) {
        Bytes first = from == null ? SplitLayout.FIRST_HEADER : SplitLayout.headerKey(from);
        Bytes last = to == null ? SplitLayout.BEHIND_HEADERS : SplitLayout.headerKey(to);
        return forward ? inner.range(first, last) : inner.reverseRange(first, last);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> entriesStartingWith(byte[] prefix) {
        return inner.prefixScan(SplitLayout.headerKey(prefix), new BytesSerializer());
    }

    @Override
    public Bytes keyOf(Bytes entryKey) {
        return SplitLayout.logicalKey(entryKey);
    }

    private void split(Bytes key, byte @Nullable [] value, Collection<KeyValue<Bytes, byte[]>> entries) {
        Bytes headerKey = SplitLayout.headerKey(key);
        if (value != null && SplitLayout.hasPayload(value)) {
            entries.add(KeyValue.pair(SplitLayout.payloadKey(key), SplitLayout.payloadEntry(value)));
        } else if (SplitLayout.promisesPayload(inner.get(headerKey))) {
            // Deleted only where there is one: most records lose theirs long before they go, and a tombstone stays.
            entries.add(deletion(SplitLayout.payloadKey(key)));
        }
        entries.add(value == null ? deletion(headerKey) : KeyValue.pair(headerKey, SplitLayout.headerEntry(value)));
    }

    @SuppressWarnings("NullAway") // Kafka's pair is not annotated; null is its word for a deletion
    private static KeyValue<Bytes, byte[]> deletion(Bytes key) {
        return KeyValue.pair(key, null);
    }
}
