package dev.docket.store;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Values in two entries each, as {@link SplitLayout} says: so that headers can be read without their payloads. */
final class SplitRecords implements Records {

    private final WriteBehind inner;

    SplitRecords(WriteBehind inner) {
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
    public void put(Bytes key, byte @Nullable [] value, DerivedIndex before) {
        Presence presence = before.presence(key);
        boolean hasNoPayload = presence != Presence.UNKNOWN;
        if (value != null && SplitLayout.hasPayload(value)) {
            inner.put(SplitLayout.payloadKey(key), SplitLayout.payloadEntry(value), hasNoPayload);
        } else if (!hasNoPayload) {
            inner.put(SplitLayout.payloadKey(key), null, false);
        }
        byte[] header = value == null ? null : SplitLayout.headerEntry(value);
        inner.put(SplitLayout.headerKey(key), header, presence == Presence.ABSENT);
    }

    @Override
    public void putAll(Map<Bytes, byte @Nullable []> values, DerivedIndex before) {
        values.values().forEach(SplitValue::check);
        values.forEach((key, value) -> put(key, value, before));
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

    @Override
    public void commitRestored(Map<TopicPartition, Long> changelogOffsets) {
        inner.commitSoon(changelogOffsets);
    }
}
