package dev.docket.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * How the values of an indexed store lie in its inner store.
 *
 * <p>Threading: the caller lets nobody read a key while it is written.
 */
interface Records {

    byte @Nullable [] get(Bytes key);

    /**
     * Writes a value, or deletes it if it is null.
     *
     * @param before knows what was written before, and not of this
     * @throws IllegalArgumentException if it is no {@link SplitValue}; nothing is written then
     */
    void put(Bytes key, byte @Nullable [] value, DerivedIndex before);

    /** The same for several at once. */
    void putAll(Map<Bytes, byte @Nullable []> values, DerivedIndex before);

    /** An entry of the inner store for each record whose key is between two, both included; null stands for no bound. */
    KeyValueIterator<Bytes, byte[]> entries(@Nullable Bytes from, @Nullable Bytes to, boolean forward);

    /** An entry of the inner store for each record whose key begins with these bytes, in order. */
    KeyValueIterator<Bytes, byte[]> entriesStartingWith(byte[] prefix);

    /** The key of the record that an entry is of. */
    Bytes keyOf(Bytes entryKey);

    /**
     * Commits a store that nothing was written to since the last commit but what was restored. Since that can be restored
     * again, it may be put off for some time.
     */
    void commitRestored(Map<TopicPartition, Long> changelogOffsets);
}
