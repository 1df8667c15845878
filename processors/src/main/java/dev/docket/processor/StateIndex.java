package dev.docket.processor;

import dev.docket.queue.Due;
import dev.docket.queue.Entry;
import dev.docket.queue.Line;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Pending;
import dev.docket.queue.Rules;
import dev.docket.queue.StateFormat;
import dev.docket.store.DerivedIndex;
import dev.docket.store.Presence;
import dev.docket.store.SplitValue;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Lets the {@link PartitionIndex} follow the records of the store. An entry that this process writes need not be read
 * from its bytes again: it is announced before.
 */
public final class StateIndex implements DerivedIndex {

    private final PartitionIndex index;
    private byte @Nullable [] announcedValue;
    private @Nullable Entry announced;

    /** An empty index over queues that keep to these rules, unless they have limits of their own. */
    public StateIndex(Rules rules) {
        index = new PartitionIndex(rules);
    }

    /** The index itself; see {@link dev.docket.store.IndexAccess} and {@link dev.docket.store.IndexQuery} for when to use it. */
    public PartitionIndex partition() {
        return index;
    }

    /**
     * Says what the next value is that will be written. Only this very array is taken for it.
     *
     * @param value what {@link StateFormat} makes of the entry, to be written under its key
     * @param entry the entry
     */
    void announce(byte[] value, Entry entry) {
        announcedValue = value;
        announced = entry;
    }

    @Override
    public void changed(Bytes key, byte @Nullable [] value) {
        Entry known = value != null && value == announcedValue ? announced : null;
        announcedValue = null;
        announced = null;
        if (known != null) {
            index.put(known);
        } else if (value == null) {
            index.remove(StateFormat.readKey(key.get()));
        } else {
            index.put(read(key, value));
        }
    }

    private Entry read(Bytes key, byte[] value) {
        Entry.Key name = name(key);
        return StateFormat.read(name, SplitValue.header(value), user -> index.name(name.queue(), user));
    }

    /** Only those who wait have payloads. */
    @Override
    public Presence presence(Bytes key) {
        Entry.Key name = StateFormat.readKey(key.get());
        Line line = index.line(name.queue());
        return switch (name.kind()) {
            case EXECUTION -> line.isPending(name.id()) ? Presence.UNKNOWN : presence(line.find(name.id()));
            case EARLY_CANCEL -> presence(line.earlyCancel(name.id()));
            case SETTINGS -> Presence.WITHOUT_PAYLOAD;
        };
    }

    /** In the order of the line, which is that of scheduling. */
    @Override
    public Bytes place(Bytes key, byte[] value) {
        Entry entry = value == announcedValue && announced != null ? announced : read(key, value);
        return entry instanceof Pending pending ? place(pending.queue(), pending.orderKey()) : key;
    }

    @Override
    public Bytes place(Bytes key) {
        Entry.Key name = StateFormat.readKey(key.get());
        return place(name.queue(), index.line(name.queue()).orderKey(name.id()));
    }

    /** The place of an execution that waits, with this key in the order of its queue. */
    static Bytes place(String queue, long orderKey) {
        byte[] name = queue.getBytes(StandardCharsets.UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(1 + name.length + Long.BYTES)
                .put((byte) name.length)
                .put(name)
                .putLong(orderKey)
                .array());
    }

    private static Presence presence(@Nullable Due known) {
        return known == null ? Presence.ABSENT : Presence.WITHOUT_PAYLOAD;
    }

    /** With the one text for the queue that its other entries have, too. */
    private Entry.Key name(Bytes key) {
        Entry.Key name = StateFormat.readKey(key.get());
        return new Entry.Key(name.kind(), index.name(name.queue()), name.id());
    }

    @Override
    public void clear() {
        announcedValue = null;
        announced = null;
        index.clear();
    }
}
