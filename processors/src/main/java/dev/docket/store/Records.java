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

    /**
     * The value under a key; null if there is none.
     *
     * @param index knows what was written
     */
    byte @Nullable [] get(Bytes key, DerivedIndex index);

    /**
     * The same where those with the next places are most likely wanted soon, up to a place; they may be read together.
     *
     * <p>Threading: nobody else calls this, or writes, meanwhile.
     */
    byte @Nullable [] getAhead(Bytes key, Bytes lastPlace, DerivedIndex index);

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

    /** The inner store is opened or closed: forgets what was read of it. */
    void forget();
}
