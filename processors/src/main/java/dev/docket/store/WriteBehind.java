package dev.docket.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was written last on the heap, in front of the records on disk. Most are replaced or deleted soon; those never
 * reach the disk, nor do deletions of what never did. What is older goes there in batches when the heap's share is used up,
 * and all of it on {@code commit} and {@code close}; but a commit of what was only restored may wait.
 *
 * <p>Nothing is read to be written: what of a record is on disk is asked of the index, once, when the record is first kept
 * here.
 *
 * <p>Nothing rests on it: the changelog has each write, and after a crash Kafka Streams forgets a local state that was not
 * closed cleanly, whatever of it was on disk. Offsets are saved by the store below, after everything they cover.
 */
final class WriteBehind implements Records {

    /** Stands in {@code recent} for what was deleted. */
    private static final byte[] DELETED = {};

    /** What a record costs on the heap beside its bytes: the map's entry and slot, two arrays, what is around each. */
    private static final long RECORD_BYTES = 144;

    /** Which part of a full share goes to disk at a time: enough for a batch, and no long pause. */
    private static final int BATCH_SHARE = 16;

    /** How many commits in a row may be put off: half a minute of a restore that commits every 100 ms. */
    static final int MOST_PUT_OFF = 256;

    private final SplitRecords below;
    private final DerivedIndex index;
    private final HeapShare share;
    private final Map<Bytes, Kept> recent = new LinkedHashMap<>();
    private long bytes;

    /** The offsets of the last commit, if it was put off: the store below does not know them yet. */
    private @Nullable Map<TopicPartition, Long> offsetsPutOff;

    private int commitsPutOff;

    /** What was written last under a key. */
    private static final class Kept {
        byte[] value;

        /** There is nothing of the record below. */
        final boolean isOnlyHere;

        /** Where below a payload of the record lies; null if none does. */
        final @Nullable Bytes placeBelow;

        Kept(byte[] value, boolean isOnlyHere, @Nullable Bytes placeBelow) {
            this.value = value;
            this.isOnlyHere = isOnlyHere;
            this.placeBelow = placeBelow;
        }
    }

    /**
     * In front of records on disk.
     *
     * @param index knows of each record what was written last, and is told of a write afterwards
     * @param share is given back on {@code close}
     */
    WriteBehind(SplitRecords below, DerivedIndex index, HeapShare share) {
        this.below = below;
        this.index = index;
        this.share = share;
    }

    @Override
    public void close() {
        try {
            spill(0);
            if (offsetsPutOff != null) {
                below.commit(offsetsPutOff);
            }
        } finally {
            share.giveBack();
        }
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        spill(0);
        below.commit(changelogOffsets);
        offsetsPutOff = null;
        commitsPutOff = 0;
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
    @Override
    public void commitRestored(Map<TopicPartition, Long> changelogOffsets) {
        if (changelogOffsets.isEmpty() || recent.isEmpty() || commitsPutOff == MOST_PUT_OFF) {
            commit(changelogOffsets);
        } else {
            offsetsPutOff = Map.copyOf(changelogOffsets);
            commitsPutOff++;
        }
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        Long putOff = offsetsPutOff == null ? null : offsetsPutOff.get(partition);
        return putOff == null ? below.committedOffset(partition) : putOff;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        Kept kept = recent.get(key);
        return kept == null ? below.get(key) : valueOf(kept);
    }

    @Override
    public byte @Nullable [] getAhead(Bytes key, Bytes lastPlace) {
        Kept kept = recent.get(key);
        return kept == null ? below.getAhead(key, lastPlace) : valueOf(kept);
    }

    private static byte @Nullable [] valueOf(Kept kept) {
        return kept.value == DELETED ? null : kept.value;
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        SplitValue.check(value);
        keep(key, value);
        spillIfFull();
    }

    @Override
    public void putAll(Map<Bytes, byte @Nullable []> values) {
        values.values().forEach(SplitValue::check);
        values.forEach(this::keep);
        spillIfFull();
    }

    private void keep(Bytes key, byte @Nullable [] value) {
        Kept kept = recent.get(key);
        if (kept == null) {
            keepFirst(key, value);
        } else if (value == null && kept.isOnlyHere) {
            recent.remove(key);
            bytes -= sizeOf(key, kept);
        } else {
            bytes -= kept.value.length;
            kept.value = value == null ? DELETED : value;
            bytes += kept.value.length;
        }
    }

    private void keepFirst(Bytes key, byte @Nullable [] value) {
        Presence presence = index.presence(key);
        if (value == null && presence == Presence.ABSENT) {
            return;
        }
        Bytes place = presence == Presence.UNKNOWN ? index.place(key) : null;
        Kept kept = new Kept(value == null ? DELETED : value, presence == Presence.ABSENT, place);
        recent.put(key, kept);
        bytes += sizeOf(key, kept);
    }

    private static long sizeOf(Bytes key, Kept kept) {
        int place = kept.placeBelow == null ? 0 : kept.placeBelow.get().length;
        return RECORD_BYTES + key.get().length + kept.value.length + place;
    }

    private void spillIfFull() {
        long most = share.bytes();
        if (bytes > most) {
            spill(most - most / BATCH_SHARE);
        }
    }

    /** Writes the oldest to disk until no more than so many bytes are left here. */
    private void spill(long most) {
        List<Bytes> oldest = new ArrayList<>();
        SplitRecords.Batch batch = below.new Batch();
        long left = bytes;
        for (Map.Entry<Bytes, Kept> entry : recent.entrySet()) {
            if (left <= most) {
                break;
            }
            Kept kept = entry.getValue();
            batch.add(entry.getKey(), valueOf(kept), kept.placeBelow);
            oldest.add(entry.getKey());
            left -= sizeOf(entry.getKey(), kept);
        }
        if (!oldest.isEmpty()) {
            // First there, then no longer here: if the disk refuses, nothing was forgotten.
            batch.write();
            oldest.forEach(recent::remove);
            bytes = left;
        }
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> entries(@Nullable Bytes from, @Nullable Bytes to, boolean forward) {
        return merged(SortedEntries.between(from, to), below.entries(from, to, forward), forward);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> entriesStartingWith(byte[] prefix) {
        return merged(SortedEntries.startingWith(prefix), below.entriesStartingWith(prefix), true);
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
