package dev.docket.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Records on disk, in two entries each, as {@link SplitLayout} says: so that headers can be read without their payloads.
 *
 * <p>Threading: the caller lets nobody in while something is written or committed.
 */
final class SplitRecords {

    private final KeyValueStore<Bytes, byte[]> store;
    private final DerivedIndex index;
    private final ReadAhead ahead;

    /** Whether payloads in the older form were found when the headers were scanned. */
    private volatile boolean hasOlder;

    /**
     * Over a store that is open.
     *
     * @param index knows of each record that lies here, unless it was written since and is kept elsewhere
     */
    SplitRecords(KeyValueStore<Bytes, byte[]> store, DerivedIndex index) {
        this.store = store;
        this.index = index;
        this.ahead = new ReadAhead(store);
    }

    String name() {
        return store.name();
    }

    /** The value under a key; null if there is none. */
    byte @Nullable [] get(Bytes key) {
        if (index.presence(key) == Presence.UNKNOWN) {
            byte[] whole = store.get(SplitLayout.wholeKey(index.place(key)));
            if (whole != null) {
                return whole;
            }
        }
        return byHeader(key);
    }

    /** As {@link Records#getAhead}. */
    byte @Nullable [] getAhead(Bytes key, Bytes lastPlace) {
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
        byte[] header = store.get(SplitLayout.headerKey(key));
        if (header == null) {
            return null;
        }
        SplitLayout.Payload kept = SplitLayout.payload(header);
        if (kept == SplitLayout.Payload.NONE) {
            return SplitLayout.value(header, null);
        }
        byte[] payload = kept == SplitLayout.Payload.OLDER ? store.get(SplitLayout.olderPayloadKey(key)) : null;
        if (payload == null) {
            throw new ProcessorStateException("Half a value in store " + name() + ": its payload is missing");
        }
        return SplitLayout.value(header, payload);
    }

    /** Changes that are made all together, or not at all. */
    final class Batch {
        private final List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();

        /**
         * Adds a value, or its deletion if it is null.
         *
         * @param oldPlace where the record has a payload until now; null if it has none
         */
        void add(Bytes key, byte @Nullable [] value, @Nullable Bytes oldPlace) {
            Bytes place = value != null && SplitLayout.hasPayload(value) ? index.place(key, value) : null;
            if (oldPlace != null && !oldPlace.equals(place)) {
                add(SplitLayout.wholeKey(oldPlace), null);
            }
            if (oldPlace != null && hasOlder) {
                add(SplitLayout.olderPayloadKey(key), null);
            }
            if (place != null) {
                Bytes wholeKey = SplitLayout.wholeKey(place);
                ahead.forget(wholeKey);
                add(wholeKey, value);
            }
            add(SplitLayout.headerKey(key), value == null ? null : SplitLayout.headerEntry(value));
        }

        @SuppressWarnings("NullAway") // Kafka's pair is not annotated; null is its word for a deletion
        private void add(Bytes physicalKey, byte @Nullable [] entry) {
            entries.add(KeyValue.pair(physicalKey, entry));
        }

        void write() {
            store.putAll(entries);
        }
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
                each.accept(header.key, SplitLayout.value(header.value, null));
            }
        }
    }

    /** As {@link Records#entries}. */
    KeyValueIterator<Bytes, byte[]> entries(@Nullable Bytes from, @Nullable Bytes to, boolean forward) {
        Bytes first = from == null ? SplitLayout.FIRST_HEADER : SplitLayout.headerKey(from);
        Bytes last = to == null ? SplitLayout.BEHIND_HEADERS : SplitLayout.headerKey(to);
        return new Headers(forward ? store.range(first, last) : store.reverseRange(first, last));
    }

    /** As {@link Records#entriesStartingWith}. */
    KeyValueIterator<Bytes, byte[]> entriesStartingWith(byte[] prefix) {
        return new Headers(store.prefixScan(SplitLayout.headerKey(prefix), new BytesSerializer()));
    }

    /** The entries of headers under the keys of their records. */
    private record Headers(KeyValueIterator<Bytes, byte[]> entries) implements KeyValueIterator<Bytes, byte[]> {

        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public KeyValue<Bytes, byte[]> next() {
            KeyValue<Bytes, byte[]> entry = entries.next();
            return KeyValue.pair(SplitLayout.logicalKey(entry.key), entry.value);
        }

        @Override
        public Bytes peekNextKey() {
            return SplitLayout.logicalKey(entries.peekNextKey());
        }

        @Override
        public void close() {
            entries.close();
        }
    }

    /** A record with a payload counts for two. */
    long approximateNumEntries() {
        return store.approximateNumEntries();
    }

    void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
    }

    @Nullable
    Long committedOffset(TopicPartition partition) {
        return store.committedOffset(partition);
    }
}
