package dev.docket.queue;

import org.jspecify.annotations.Nullable;

/**
 * The state of one partition as the queue sees it: entries, and the index that is derived from them. A write is seen by
 * the index at once.
 */
public interface Ledger {

    /** Everything that can be derived from the entries. */
    PartitionIndex index();

    /** All that is kept of an execution that waits; null if it cannot be read. */
    @Nullable
    Stored stored(Waiter waiter);

    /** What an execution that waits asks for; {@link ContentDigest#UNKNOWN} if what is kept of it cannot be read. */
    ContentDigest digest(Waiter waiter);

    /** What is remembered of an execution that the index knows to be finished. */
    @Nullable
    Finished finished(String queue, String id);

    /** Writes a pending execution and its payload. */
    void put(Pending pending, Payload payload);

    /** Writes any other entry. */
    void put(Entry entry);

    /** Forgets an entry. */
    void delete(Entry.Key key);
}
