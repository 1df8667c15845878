package dev.docket.processor;

import dev.docket.queue.Entry;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Rules;
import dev.docket.queue.StateFormat;
import dev.docket.store.DerivedIndex;
import dev.docket.store.SplitValue;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Lets the {@link PartitionIndex} follow the records of the store. */
public final class StateIndex implements DerivedIndex {

    private final PartitionIndex index;

    /** An empty index over queues that keep to these rules, unless they have limits of their own. */
    public StateIndex(Rules rules) {
        index = new PartitionIndex(rules);
    }

    /** The index itself; see {@link dev.docket.store.IndexAccess} and {@link dev.docket.store.IndexQuery} for when to use it. */
    public PartitionIndex partition() {
        return index;
    }

    @Override
    public void changed(Bytes key, byte @Nullable [] value) {
        Entry.Key name = StateFormat.readKey(key.get());
        if (value == null) {
            index.remove(name);
        } else {
            index.put(StateFormat.read(name, SplitValue.header(value)));
        }
    }

    @Override
    public void clear() {
        index.clear();
    }
}
