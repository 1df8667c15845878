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
    private final ReadAhead ahead;

    /** Whether payloads in the older form were found when the headers were scanned. */
    private volatile boolean hasOlder;

    SplitRecords(WriteBehind inner) {
        this.inner = inner;
        this.ahead = new ReadAhead(inner);
    }

    @Override
    public byte @Nullable [] get(Bytes key, DerivedIndex index) {
        if (index.presence(key) == Presence.UNKNOWN) {
            byte[] whole = inner.get(SplitLayout.wholeKey(index.place(key)));
            if (whole != null) {
                return whole;
            }
        }
        return byHeader(key);
    }

    @Override
    public byte @Nullable [] getAhead(Bytes key, Bytes lastPlace, DerivedIndex index) {
        if (index.presence(key) == Presence.UNKNOWN) {
            byte[] whole = ahead.get(SplitLayout.wholeKey(index.place(key)), SplitLayout.wholeKey(lastPlace));
            if (whole != null) {
                return whole;
            }
        }
        return byHeader(key);
    }

    /** The value of a record that has no payload, or has it in the older form. */
    private byte @Nullable [] byHeader(Bytes key) {
        byte[] header = inner.get(SplitLayout.headerKey(key));
        if (header == null) {
            return null;
        }
        SplitLayout.Payload kept = SplitLayout.payload(header);
        if (kept == SplitLayout.Payload.NONE) {
            return SplitLayout.value(header, null);
        }
        byte[] payload = kept == SplitLayout.Payload.OLDER ? inner.get(SplitLayout.olderPayloadKey(key)) : null;
        if (payload == null) {
            throw new ProcessorStateException("Half a value in store " + inner.name() + ": its payload is missing");
        }
        return SplitLayout.value(header, payload);
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value, DerivedIndex before) {
        Presence presence = before.presence(key);
        Bytes old = presence == Presence.UNKNOWN ? before.place(key) : null;
        Bytes place = value != null && SplitLayout.hasPayload(value) ? before.place(key, value) : null;
        if (old != null && !old.equals(place)) {
            putWhole(old, null, false);
        }
        if (old != null && hasOlder) {
            inner.put(SplitLayout.olderPayloadKey(key), null, false);
        }
        if (place != null) {
            putWhole(place, value, old == null);
        }
        byte[] header = value == null ? null : SplitLayout.headerEntry(value);
        inner.put(SplitLayout.headerKey(key), header, presence == Presence.ABSENT);
    }

    private void putWhole(Bytes place, byte @Nullable [] value, boolean isNew) {
        Bytes key = SplitLayout.wholeKey(place);
        ahead.forget(key);
        inner.put(key, value, isNew);
    }

    @Override
    public void putAll(Map<Bytes, byte @Nullable []> values, DerivedIndex before) {
        values.values().forEach(SplitValue::check);
        values.forEach((key, value) -> put(key, value, before));
    }

    /** Shows every record without its payload, in the order of the keys, until {@code goOn} says otherwise. */
    void scanHeaders(BooleanSupplier goOn, BiConsumer<Bytes, byte[]> each) {
        hasOlder = false;
        try (KeyValueIterator<Bytes, byte[]> headers = entries(null, null, true)) {
            while (goOn.getAsBoolean() && headers.hasNext()) {
                KeyValue<Bytes, byte[]> header = headers.next();
                if (SplitLayout.payload(header.value) == SplitLayout.Payload.OLDER) {
                    hasOlder = true;
                }
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

    @Override
    public void forget() {
        ahead.clear();
    }
}
