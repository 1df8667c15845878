package dev.docket.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Values as they are, each under its own key: on the heap, a header is no cheaper to read than the whole. */
final class WholeRecords implements Records {

    private final KeyValueStore<Bytes, byte[]> inner;

    WholeRecords(KeyValueStore<Bytes, byte[]> inner) {
        this.inner = inner;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        return inner.get(key);
    }

    @Override
    public byte @Nullable [] getAhead(Bytes key, Bytes lastPlace) {
        return inner.get(key);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        SplitValue.check(value);
        inner.put(key, value);
    }

    @Override
    public void putAll(Map<Bytes, byte @Nullable []> values) {
        values.values().forEach(SplitValue::check);
        values.forEach(inner::put);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> entries(@Nullable Bytes from, @Nullable Bytes to, boolean forward) {
        return forward ? inner.range(from, to) : inner.reverseRange(from, to);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> entriesStartingWith(byte[] prefix) {
        return inner.prefixScan(prefix, new ByteArraySerializer());
    }

    @Override
    public long approximateNumEntries() {
        return inner.approximateNumEntries();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        inner.commit(changelogOffsets);
    }

    @Override
    public void commitRestored(Map<TopicPartition, Long> changelogOffsets) {
        inner.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        return inner.committedOffset(partition);
    }

    @Override
    public void close() {
        // Everything is there already.
    }
}
