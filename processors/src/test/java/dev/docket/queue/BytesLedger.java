package dev.docket.queue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that holds nothing but bytes in the state format, as the real one does; payloads, which the format leaves
 * out, stand beside them.
 */
final class BytesLedger implements Ledger {

    private final Rules rules;
    private final Map<ByteBuffer, byte[]> headers = new HashMap<>();
    private final Map<Entry.Key, Optional<Payload>> payloads = new HashMap<>();
    private PartitionIndex index;

    BytesLedger(Rules rules) {
        this.rules = rules;
        this.index = new PartitionIndex(rules);
    }

    @Override
    public PartitionIndex index() {
        return index;
    }

    @Override
    public @Nullable Stored stored(Waiter waiter) {
        Pending pending = pending(waiter);
        return Objects.requireNonNull(payloads.get(waiter.key()), "a pending execution has a payload")
                .filter(payload -> pending != null)
                .map(payload -> new Stored(Objects.requireNonNull(pending), payload))
                .orElse(null);
    }

    @Override
    public ContentDigest digest(Waiter waiter) {
        Pending pending = pending(waiter);
        return pending == null ? ContentDigest.UNKNOWN : pending.digest();
    }

    private @Nullable Pending pending(Waiter waiter) {
        byte[] key = StateFormat.writeKey(waiter.key());
        byte[] header = headers.get(ByteBuffer.wrap(key));
        return header != null && read(key, header) instanceof Pending pending ? pending : null;
    }

    /** From now on nothing of this entry can be read, which the index does not know. */
    void lose(Entry.Key key) {
        headers.remove(ByteBuffer.wrap(StateFormat.writeKey(key)));
        payloads.put(key, Optional.empty());
    }

    /** From now on this execution's payload cannot be read. */
    void spoil(Entry.Key key) {
        payloads.put(key, Optional.empty());
    }

    @Override
    public @Nullable Finished finished(String queue, String id) {
        Entry.Key key = new Entry.Key(Entry.Kind.EXECUTION, queue, id);
        byte[] header = headers.get(ByteBuffer.wrap(StateFormat.writeKey(key)));
        return header != null && StateFormat.read(key, ByteBuffer.wrap(header)) instanceof Finished finished
                ? finished
                : null;
    }

    @Override
    public void put(Pending pending, Payload payload) {
        write(pending);
        payloads.put(pending.key(), Optional.of(payload));
    }

    @Override
    public void put(Entry entry) {
        write(entry);
        payloads.remove(entry.key());
    }

    @Override
    public void delete(Entry.Key key) {
        headers.remove(ByteBuffer.wrap(StateFormat.writeKey(key)));
        payloads.remove(key);
        index.remove(key);
    }

    /** Every entry, read back from its bytes. */
    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(headers.size());
        headers.forEach((key, header) -> entries.add(read(key.array(), header)));
        return entries;
    }

    /** Loses all that is derived and derives it again, from the entries in an order that means nothing. */
    void rebuild(Random random) {
        List<Entry> entries = entries();
        Collections.shuffle(entries, random);
        index = new PartitionIndex(rules);
        entries.forEach(index::put);
    }

    private void write(Entry entry) {
        byte[] key = StateFormat.writeKey(entry.key());
        byte[] header = StateFormat.write(entry);
        headers.put(ByteBuffer.wrap(key), header);
        index.put(read(key, header));
    }

    private static Entry read(byte[] key, byte[] header) {
        return StateFormat.read(StateFormat.readKey(key), ByteBuffer.wrap(header));
    }
}
