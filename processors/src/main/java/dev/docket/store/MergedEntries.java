package dev.docket.store;

import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Two sorted iterations as one; of a key that is in both, the newer value counts, and it may be that it is gone. */
final class MergedEntries implements KeyValueIterator<Bytes, byte[]> {

    private final KeyValueIterator<Bytes, byte[]> newer;
    private final KeyValueIterator<Bytes, byte[]> older;
    private final Predicate<byte[]> gone;
    private final boolean forward;
    private @Nullable KeyValue<Bytes, byte[]> ahead;

    MergedEntries(
            KeyValueIterator<Bytes, byte[]> newer,
            KeyValueIterator<Bytes, byte[]> older,
            Predicate<byte[]> gone,
            boolean forward) {
        this.newer = newer;
        this.older = older;
        this.gone = gone;
        this.forward = forward;
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && (newer.hasNext() || older.hasNext())) {
            KeyValue<Bytes, byte[]> next = nearer();
            ahead = gone.test(next.value) ? null : next;
        }
        return ahead != null;
    }

    private KeyValue<Bytes, byte[]> nearer() {
        if (!newer.hasNext() || !older.hasNext()) {
            return newer.hasNext() ? newer.next() : older.next();
        }
        int order = newer.peekNextKey().compareTo(older.peekNextKey());
        if (order == 0) {
            older.next();
            return newer.next();
        }
        return order < 0 == forward ? newer.next() : older.next();
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
        newer.close();
        older.close();
    }

    private KeyValue<Bytes, byte[]> peek() {
        KeyValue<Bytes, byte[]> next = hasNext() ? ahead : null;
        if (next == null) {
            throw new NoSuchElementException();
        }
        return next;
    }
}
