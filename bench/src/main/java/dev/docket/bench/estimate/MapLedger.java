package dev.docket.bench.estimate;

import dev.docket.queue.ContentDigest;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Ledger;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Payload;
import dev.docket.queue.Pending;
import dev.docket.queue.Rules;
import dev.docket.queue.Stored;
import dev.docket.queue.Waiter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state in maps: no store, no bytes. */
final class MapLedger implements Ledger {

    private final PartitionIndex index;
    private final Map<Entry.Key, Entry> entries = new HashMap<>();
    private final Map<Entry.Key, Payload> payloads = new HashMap<>();

    MapLedger(Rules rules) {
        index = new PartitionIndex(rules);
    }

    @Override
    public PartitionIndex index() {
        return index;
    }

    @Override
    public @Nullable Stored stored(Waiter waiter) {
        Payload payload = payloads.get(waiter.key());
        return payload != null && entries.get(waiter.key()) instanceof Pending pending
                ? new Stored(pending, payload)
                : null;
    }

    @Override
    public ContentDigest digest(Waiter waiter) {
        return entries.get(waiter.key()) instanceof Pending pending ? pending.digest() : ContentDigest.UNKNOWN;
    }

    @Override
    public @Nullable Finished finished(String queue, String id) {
        return entries.get(new Entry.Key(Entry.Kind.EXECUTION, queue, id)) instanceof Finished finished
                ? finished
                : null;
    }

    @Override
    public void put(Pending pending, Payload payload) {
        put(pending);
        payloads.put(pending.key(), payload);
    }

    @Override
    public void put(Entry entry) {
        entries.put(entry.key(), entry);
        payloads.remove(entry.key());
        index.put(entry);
    }

    @Override
    public void delete(Entry.Key key) {
        entries.remove(key);
        payloads.remove(key);
        index.remove(key);
    }
}
