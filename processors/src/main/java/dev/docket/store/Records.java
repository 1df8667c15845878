package dev.docket.store;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * The values of an indexed store while it is open: how they lie in its inner store, and what of them lies on the heap.
 *
 * <p>Threading: the caller lets nobody in while something is written, committed or closed.
 */
interface Records {

    /** The value under a key; null if there is none. */
    byte @Nullable [] get(Bytes key);

    /**
     * The same where those with the next places are most likely wanted soon, up to a place; they may be read together.
     *
     * <p>Threading: nobody else calls this, or writes, meanwhile.
     */
    byte @Nullable [] getAhead(Bytes key, Bytes lastPlace);

    /**
     * Writes a value, or deletes it if it is null. The index is told of it afterwards, not before.
     *
     * @throws IllegalArgumentException if it is no {@link SplitValue}; nothing is written then
     */
    void put(Bytes key, byte @Nullable [] value);

    /** The same for several at once, of all of which the index is told afterwards. */
    void putAll(Map<Bytes, byte @Nullable []> values);

    /**
     * An entry for each record whose key is between two, both included; null stands for no bound. What is under the key
     * may be part of the value only.
     */
    KeyValueIterator<Bytes, byte[]> entries(@Nullable Bytes from, @Nullable Bytes to, boolean forward);

    /** The same for each record whose key begins with these bytes, in order. */
    KeyValueIterator<Bytes, byte[]> entriesStartingWith(byte[] prefix);

    /** An estimate of how many entries the inner store has, or would have. */
    long approximateNumEntries();

    /** Everything is in the inner store when this returns, and the offsets with it. */
    void commit(Map<TopicPartition, Long> changelogOffsets);

    /**
     * Commits a store that nothing was written to since the last commit but what was restored. Since that can be restored
     * again, it may be put off for some time.
     */
    void commitRestored(Map<TopicPartition, Long> changelogOffsets);

    /** The offset of the last commit, whether it was put off or not; null if there is none. */
    @Nullable
    Long committedOffset(TopicPartition partition);

    /** Everything is in the inner store when this returns, which may be closed then. Nothing else is called afterwards. */
    void close();
}
