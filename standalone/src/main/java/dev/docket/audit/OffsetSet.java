package dev.docket.audit;

import dev.docket.event.Incarnation;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * A set of records of one topic, one bit each. Offsets go up to 2^31 - 1; a longer topic is not for an audit that starts
 * at its beginning.
 */
final class OffsetSet {

    private final Map<Integer, BitSet> partitions = new HashMap<>();
    private long size;

    /** Whether the record was not in the set before. */
    boolean add(int partition, long offset) {
        BitSet offsets = partitions.computeIfAbsent(partition, p -> new BitSet());
        int bit = Math.toIntExact(offset);
        if (offsets.get(bit)) {
            return false;
        }
        offsets.set(bit);
        size++;
        return true;
    }

    boolean add(Incarnation record) {
        return add(record.partition(), record.offset());
    }

    boolean contains(int partition, long offset) {
        BitSet offsets = partitions.get(partition);
        return offsets != null && offsets.get(Math.toIntExact(offset));
    }

    boolean contains(Incarnation record) {
        return contains(record.partition(), record.offset());
    }

    long size() {
        return size;
    }

    /** How many records of this set are not in the other. */
    long without(OffsetSet other) {
        long count = 0;
        for (Map.Entry<Integer, BitSet> entry : partitions.entrySet()) {
            BitSet rest = (BitSet) entry.getValue().clone();
            rest.andNot(other.partitions.getOrDefault(entry.getKey(), new BitSet()));
            count += rest.cardinality();
        }
        return count;
    }
}
