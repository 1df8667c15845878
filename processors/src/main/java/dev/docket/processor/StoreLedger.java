package dev.docket.processor;

import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Ledger;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Payload;
import dev.docket.queue.Pending;
import dev.docket.queue.StateFormat;
import dev.docket.store.SplitValue;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The state in the store. The index follows inside the store's own {@code put} and {@code delete}.
 *
 * <p>The payload that was written last is remembered: where a slot is free, the next that is asked for is this one.
 */
final class StoreLedger implements Ledger {

    private static final byte[] NO_PAYLOAD = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final StateIndex index;
    private @Nullable Pending lastPending;
    private @Nullable Payload lastPayload;

    StoreLedger(KeyValueStore<Bytes, byte[]> store, StateIndex index) {
        this.store = store;
        this.index = index;
    }

    @Override
    public PartitionIndex index() {
        return index.partition();
    }

    @Override
    public @Nullable Payload payload(Pending pending) {
        if (pending.equals(lastPending)) {
            return lastPayload;
        }
        byte[] value = store.get(key(pending.key()));
        if (value == null) {
            throw new IllegalStateException("a pending execution stands in the index but not in the store");
        }
        return PayloadFormat.read(SplitValue.payload(value));
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
        lastPending = pending;
        lastPayload = payload;
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
