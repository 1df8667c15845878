package dev.docket.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Some entries of a map as they were at one moment, in order. Making it costs O(n + m log m) for m entries of n. */
final class SortedEntries implements KeyValueIterator<Bytes, byte[]> {

    private final List<KeyValue<Bytes, byte[]>> entries;
    private int next;

    <V> SortedEntries(Map<Bytes, V> map, Function<V, byte[]> valueOf, Predicate<Bytes> wanted, boolean forward) {
        entries = new ArrayList<>();
        map.forEach((key, value) -> {
            if (wanted.test(key)) {
                entries.add(KeyValue.pair(key, valueOf.apply(value)));
            }
        });
        Comparator<KeyValue<Bytes, byte[]>> order = Comparator.comparing(entry -> entry.key);
        entries.sort(forward ? order : order.reversed());
    }

    /** The keys between two, both included; null stands for no bound. */
    static Predicate<Bytes> between(@Nullable Bytes from, @Nullable Bytes to) {
        return key -> (from == null || key.compareTo(from) >= 0) && (to == null || key.compareTo(to) <= 0);
    }

    /** The keys that begin with these bytes. */
    static Predicate<Bytes> startingWith(byte[] prefix) {
        return key -> key.get().length >= prefix.length
                && Arrays.equals(key.get(), 0, prefix.length, prefix, 0, prefix.length);
    }

    @Override
    public boolean hasNext() {
        return next < entries.size();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
        KeyValue<Bytes, byte[]> entry = peek();
        next++;
        return entry;
    }

    @Override
    public Bytes peekNextKey() {
        return peek().key;
    }

    @Override
    public void close() {
        next = entries.size();
    }

    private KeyValue<Bytes, byte[]> peek() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return entries.get(next);
    }
}
