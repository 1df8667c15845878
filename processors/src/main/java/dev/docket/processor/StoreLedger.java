package dev.docket.processor;

import dev.docket.queue.ContentDigest;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Ledger;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Payload;
import dev.docket.queue.Pending;
import dev.docket.queue.StateFormat;
import dev.docket.queue.Stored;
import dev.docket.queue.Waiter;
import dev.docket.store.RecordReader;
import dev.docket.store.SplitValue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The state in the store. The index follows inside the store's own {@code put} and {@code delete}.
 *
 * <p>Who was written last is remembered: where a slot is free, the next that is asked for is this one, and nothing is read. All
 * others that wait are read when somebody asks for more of them than the index keeps.
 */
final class StoreLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(StoreLedger.class);
    private static final byte[] NO_PAYLOAD = {};

    /**
     * How far beyond who is scheduled others are read from the disk, in places: enough for a batch of them, and no more than
     * that may have been deleted in between.
     */
    private static final long READ_AHEAD = 1024;

    private final KeyValueStore<Bytes, byte[]> store;
    private final RecordReader reader;
    private final StateIndex index;
    private @Nullable Waiter last;
    private @Nullable Stored lastStored;

    StoreLedger(KeyValueStore<Bytes, byte[]> store, RecordReader reader, StateIndex index) {
        this.store = store;
        this.reader = reader;
        this.index = index;
    }

    @Override
    public PartitionIndex index() {
        return index.partition();
    }

    @Override
    public @Nullable Stored stored(Waiter waiter) {
        if (waiter.equals(last)) {
            return lastStored;
        }
        byte[] value = reader.get(key(waiter.key()), StateIndex.place(waiter.queue(), waiter.orderKey() + READ_AHEAD));
        if (value == null) {
            throw new IllegalStateException("a pending execution stands in the index but not in the store");
        }
        Pending pending = pending(waiter, value);
        Payload payload = pending == null ? null : PayloadFormat.read(SplitValue.payload(value));
        return pending == null || payload == null ? null : new Stored(pending, payload);
    }

    @Override
    public ContentDigest digest(Waiter waiter) {
        Stored known = waiter.equals(last) ? lastStored : null;
        if (known != null) {
            return known.pending().digest();
        }
        byte[] value = store.get(key(waiter.key()));
        Pending pending = value == null ? null : pending(waiter, value);
        return pending == null ? ContentDigest.UNKNOWN : pending.digest();
    }

    /** The entry of this very execution; null if this is not its value, or is none at all. */
    private @Nullable Pending pending(Waiter waiter, byte[] value) {
        try {
            Entry entry = StateFormat.read(
                    waiter.key(), SplitValue.header(value), user -> index().name(waiter.queue(), user));
            return entry instanceof Pending pending && pending.incarnation().equals(waiter.incarnation())
                    ? pending
                    : null;
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("what is kept of a pending execution cannot be read");
            return null;
        }
    }

    @Override
    public @Nullable Finished finished(String queue, String id) {
        Entry.Key key = new Entry.Key(Entry.Kind.EXECUTION, queue, id);
        byte[] value = store.get(key(key));
        return value != null && StateFormat.read(key, SplitValue.header(value)) instanceof Finished finished
                ? finished
                : null;
    }

    @Override
    public void put(Pending pending, Payload payload) {
        put(pending, PayloadFormat.write(payload));
        last = Waiter.of(pending);
        lastStored = new Stored(pending, payload);
    }

    @Override
    public void put(Entry entry) {
        put(entry, NO_PAYLOAD);
    }

    private void put(Entry entry, byte[] payload) {
        byte[] value = SplitValue.join(StateFormat.write(entry), payload);
        index.announce(value, entry);
        store.put(key(entry.key()), value);
    }

    @Override
    public void delete(Entry.Key key) {
        // Not delete(): that reads the old value back, which nobody wants.
        store.put(key(key), null);
    }

    private static Bytes key(Entry.Key key) {
        return Bytes.wrap(StateFormat.writeKey(key));
    }
}
