package dev.docket.store;

import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * What an indexed store keeps up to date beside its records: a function of the records and of nothing else, so that it
 * needs no changelog and can be made again from the records at any time, in any order of their keys.
 *
 * <p>Threading: the store never calls two methods at a time, and answers queries only between calls. An index needs no
 * lock of its own. One that is shown a record it cannot read should throw; the store then fails as a store does.
 */
public interface DerivedIndex {

    /**
     * A record was written, replaced, deleted or restored, or was found when the index is made again.
     *
     * @param key the record's key; an index may keep it
     * @param value null if the record is gone, else a {@link SplitValue} of which only the header may be read: the
     *     payload is missing when the index is made again. An index must neither keep nor change the array
     */
    void changed(Bytes key, byte @Nullable [] value);

    /**
     * What is kept under a key, by all that this index was told. Whoever is not certain says that it is
     * {@link Presence#UNKNOWN}; a record that is said to be absent and is not would never be deleted.
     */
    Presence presence(Bytes key);

    /**
     * Where among all payloads that of a record belongs: a function of the two, whatever else there is or was. Payloads that
     * are read one after the other should have places next to each other, in the order of their bytes; no two records may
     * ever have the same, not even one after the other.
     *
     * @param value the value with its payload
     */
    default Bytes place(Bytes key, byte[] value) {
        return key;
    }

    /** Which place the record has that is kept under this key, if it has a payload. */
    default Bytes place(Bytes key) {
        return key;
    }

    /** Forgets everything. */
    void clear();
}
