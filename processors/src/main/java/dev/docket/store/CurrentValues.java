package dev.docket.store;

import java.util.NoSuchElementException;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Goes over the keys that were there when it was made and reads each value when its turn comes, leaving out keys that
 * are gone by then. So a value is always one that was written, never the header of one and the payload of another.
 */
final class CurrentValues implements KeyValueIterator<Bytes, byte[]> {

    private final KeyValueIterator<Bytes, byte[]> entries;
    private final Function<Bytes, byte @Nullable []> values;
    private @Nullable KeyValue<Bytes, byte[]> ahead;

    CurrentValues(KeyValueIterator<Bytes, byte[]> entries, Function<Bytes, byte @Nullable []> values) {
        this.entries = entries;
        this.values = values;
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && entries.hasNext()) {
            Bytes key = entries.next().key;
            byte[] value = values.apply(key);
            if (value != null) {
                ahead = KeyValue.pair(key, value);
            }
        }
        return ahead != null;
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        KeyValue<Bytes, byte[]> next = peek();
        ahead = null;
        return next;
    }

    @Override
    public Bytes peekNextKey() {
        return peek().key;
    }

    @Override
    public void close() {
        ahead = null;
        entries.close();
    }

    private KeyValue<Bytes, byte[]> peek() {
        KeyValue<Bytes, byte[]> next = hasNext() ? ahead : null;
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next;
    }
}
