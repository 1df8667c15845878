package dev.docket.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was written last on the heap, in front of a store on disk. Most entries are replaced or deleted soon; those
 * never reach the disk, nor do deletions of what never did. What is older goes there in batches when the heap's share is
 * used up, and all of it on {@code commit} and {@code close}; but a commit of what was only restored may wait.
 *
 * <p>Nothing rests on it: the changelog has each write, and after a crash Kafka Streams forgets a local state that was not
 * closed cleanly, whatever of it was on disk. Offsets are saved by the store below, after everything they cover.
 *
 * <p>Threading: the caller lets nobody in while something is written, committed or closed.
 */
final class WriteBehind implements KeyValueStore<Bytes, byte[]> {

    /** Stands in {@code recent} for what was deleted. */
    private static final byte[] DELETED = {};

    /** What an entry costs on the heap beside its bytes: the map's entry and slot, two arrays, what is around each. */
    private static final int ENTRY_BYTES = 144;

    /** Which part of a full share goes to disk at a time: enough for a batch, and no long pause. */
    private static final int BATCH_SHARE = 16;

    /** How many commits in a row may be put off: three seconds of a restore that commits every 100 ms. */
    static final int MOST_PUT_OFF = 32;

    private final KeyValueStore<Bytes, byte[]> below;
    private final Map<Bytes, Kept> recent = new LinkedHashMap<>();
    private @Nullable HeapShare share;
    private long bytes;

    /** The offsets of the last commit, if it was put off: the store below does not know them yet. */
    private @Nullable Map<TopicPartition, Long> offsetsPutOff;

    private int commitsPutOff;

    /** What was written last under a key. */
    private static final class Kept {
        byte[] value;

        /** There is nothing under the key below. */
        final boolean isOnlyHere;

        Kept(byte[] value, boolean isOnlyHere) {
            this.value = value;
            this.isOnlyHere = isOnlyHere;
        }
    }

    WriteBehind(KeyValueStore<Bytes, byte[]> below) {
        this.below = below;
    }

    @Override
    public String name() {
        return below.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        forget();
        below.init(context, root);
        share = HeapShare.take(context.appConfigs().get(IndexedStores.WRITE_BEHIND_BYTES_CONFIG));
    }

    @Override
    public void close() {
        try {
            if (below.isOpen()) {
                spill(0);
                if (offsetsPutOff != null) {
                    below.commit(offsetsPutOff);
                }
            }
        } finally {
            forget();
            below.close();
        }
    }

    private void forget() {
        recent.clear();
        bytes = 0;
        noneIsPutOff();
        HeapShare taken = share;
        share = null;
        if (taken != null) {
            taken.giveBack();
        }
    }

    @Override
    public boolean persistent() {
        return below.persistent();
    }

    @Override
    public boolean isOpen() {
        return below.isOpen();
    }

    @Override
    @SuppressWarnings("deprecation") // Kafka Streams asks
    public boolean managesOffsets() {
        return below.managesOffsets();
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        spill(0);
        below.commit(changelogOffsets);
        noneIsPutOff();
    }

    /**
     * As {@link #commit}, for a store that was restored only, or follows another; but it may be made later, by a later
     * commit or on {@code close}. Kafka Streams commits such a store whenever it commits the others. If all that is here went
     * to disk each time, most of it would be replaced or deleted there soon after.
     *
     * <p>Until then the store below has its records and their offsets as of an earlier commit, or records that are newer
     * than its offsets. Both are good: what is read again is written again. There is an end to it, since the changelog
     * forgets deletions one day: offsets must not grow old beside records that are young.
     */
    void commitSoon(Map<TopicPartition, Long> changelogOffsets) {
        if (changelogOffsets.isEmpty() || recent.isEmpty() || commitsPutOff == MOST_PUT_OFF) {
            commit(changelogOffsets);
        } else {
            offsetsPutOff = Map.copyOf(changelogOffsets);
            commitsPutOff++;
        }
    }

    private void noneIsPutOff() {
        offsetsPutOff = null;
        commitsPutOff = 0;
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        Long putOff = offsetsPutOff == null ? null : offsetsPutOff.get(partition);
        return putOff == null ? below.committedOffset(partition) : putOff;
    }

    @Override
    public Position getPosition() {
        return below.getPosition();
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        Kept kept = recent.get(key);
        return kept == null ? below.get(key) : valueOf(kept.value);
    }

    /** Whether {@link #get} answers without the disk. */
    boolean isOnHeap(Bytes key) {
        return recent.containsKey(key);
    }

    /**
     * Shows what is on disk from one key to another, both included, in the order of their bytes, and was not written again
     * since, until it is told that this is enough.
     */
    void eachOnDisk(Bytes from, Bytes to, BiPredicate<Bytes, byte[]> goOn) {
        try (KeyValueIterator<Bytes, byte[]> older = below.range(from, to)) {
            boolean more = true;
            while (more && older.hasNext()) {
                KeyValue<Bytes, byte[]> entry = older.next();
                more = recent.containsKey(entry.key) || goOn.test(entry.key, entry.value);
            }
        }
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        put(key, value, false);
    }

    /**
     * Writes a value, or deletes it if it is null.
     *
     * @param isNew whether the caller knows that there is nothing under this key now
     */
    void put(Bytes key, byte @Nullable [] value, boolean isNew) {
        keep(key, value, isNew);
        spillIfFull();
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        entries.forEach(entry -> keep(entry.key, entry.value, false));
        spillIfFull();
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
        byte[] old = get(key);
        if (old == null) {
            put(key, value);
        }
        return old;
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] old = get(key);
        put(key, null);
        return old;
    }

    private void keep(Bytes key, byte @Nullable [] value, boolean isNew) {
        Kept kept = recent.get(key);
        if (kept == null) {
            if (value != null || !isNew) {
                Kept first = new Kept(value == null ? DELETED : value, isNew);
                recent.put(key, first);
                bytes += key.get().length + ENTRY_BYTES + first.value.length;
            }
            return;
        }
        bytes -= kept.value.length;
        // What was deleted here may still be below.
        if (value != null || !kept.isOnlyHere) {
            kept.value = value == null ? DELETED : value;
            bytes += kept.value.length;
        } else {
            recent.remove(key);
            bytes -= key.get().length + ENTRY_BYTES;
        }
    }

    private static byte @Nullable [] valueOf(byte[] kept) {
        return kept == DELETED ? null : kept;
    }

    private void spillIfFull() {
        HeapShare mine = share;
        if (mine != null && bytes > mine.bytes()) {
            spill(mine.bytes() - mine.bytes() / BATCH_SHARE);
        }
    }

    /** Writes the oldest to disk until no more than so many bytes are left here. */
    @SuppressWarnings("NullAway") // Kafka's pair is not annotated; null is its word for a deletion
    private void spill(long most) {
        List<KeyValue<Bytes, byte[]>> oldest = new ArrayList<>();
        long left = bytes;
        for (Map.Entry<Bytes, Kept> entry : recent.entrySet()) {
            if (left <= most) {
                break;
            }
            byte[] value = entry.getValue().value;
            left -= entry.getKey().get().length + ENTRY_BYTES + value.length;
            oldest.add(KeyValue.pair(entry.getKey(), valueOf(value)));
        }
        if (!oldest.isEmpty()) {
            // First there, then no longer here: if the disk refuses, nothing was forgotten.
            below.putAll(oldest);
            oldest.forEach(entry -> recent.remove(entry.key));
            bytes = left;
        }
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return merged(SortedEntries.between(from, to), below.range(from, to), true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return merged(SortedEntries.between(from, to), below.reverseRange(from, to), false);
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        Predicate<Bytes> wanted = SortedEntries.startingWith(serializer.serialize(null, prefix));
        return merged(wanted, below.prefixScan(prefix, serializer), true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return merged(key -> true, below.all(), true);
    }

    private KeyValueIterator<Bytes, byte[]> merged(
            Predicate<Bytes> wanted, KeyValueIterator<Bytes, byte[]> older, boolean forward) {
        KeyValueIterator<Bytes, byte[]> newer = new SortedEntries(recent, kept -> kept.value, wanted, forward);
        return new MergedEntries(newer, older, value -> value == DELETED, forward);
    }

    /** An upper estimate: what is here may be there as well, and may be gone. */
    @Override
    public long approximateNumEntries() {
        return below.approximateNumEntries() + recent.size();
    }
}
