package dev.docket.store;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole records off the disk before they are asked for. Whoever takes the first of a line takes those behind it next, and
 * many neighbours at once cost little more than one: a search in all levels of the store for the first, a step for each
 * other. It reads the further ahead the more of what it read is asked for, as file systems do, and little where it was wrong.
 *
 * <p>Threading: one thread at a time, the one that may write.
 */
final class ReadAhead {

    /** How many are read beside the one that is asked for, at the most. */
    private static final int MOST = 64;

    /** Of how many at least it is looked whether they were asked for. */
    private static final int ENOUGH_TO_TELL = 8;

    /** After how many bytes no more are read at a time. */
    private static final int ENOUGH_BYTES = 256 * 1024;

    /** How many bytes of what was not asked for yet are kept. */
    private static final int MOST_BYTES = 1024 * 1024;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<Bytes, byte[]> ahead = new HashMap<>();
    private long bytes;
    private int stride = 1;

    /** How many were read ahead since the stride was last thought over, and how many of them were asked for. */
    private int read;

    private int used;

    ReadAhead(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /**
     * The value under a key; null if there is none. What was read ahead is handed out once.
     *
     * @param last up to which key others are wanted soon; there should not be many between the two that were deleted, since a
     *     store on disk goes over each
     */
    byte @Nullable [] get(Bytes key, Bytes last) {
        byte[] known = ahead.remove(key);
        if (known != null) {
            used++;
            bytes -= known.length;
            return known;
        }
        return read(key, last);
    }

    private byte @Nullable [] read(Bytes key, Bytes last) {
        if (bytes > MOST_BYTES) {
            forgetAll();
        }
        if (read >= Math.max(ENOUGH_TO_TELL, 2 * stride)) {
            if (used >= read - read / 4) {
                stride = Math.min(2 * stride, MOST);
            } else if (used < read / 4) {
                stride = Math.max(1, stride / 2);
            }
            read = 0;
            used = 0;
        }
        Neighbours neighbours = new Neighbours(key, bytes + ENOUGH_BYTES);
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(key, last)) {
            boolean more = true;
            while (more && entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                more = neighbours.take(entry.key, entry.value);
            }
        }
        return neighbours.wanted;
    }

    /** What is read at a time. */
    private final class Neighbours {
        private final Bytes key;
        private final long enough;
        private int left = stride;
        private byte @Nullable [] wanted;

        Neighbours(Bytes key, long enough) {
            this.key = key;
            this.enough = enough;
        }

        /** Whether there may be another. */
        boolean take(Bytes found, byte[] value) {
            if (found.equals(key)) {
                wanted = value;
                return true;
            }
            if (wanted == null) {
                return false;
            }
            if (ahead.put(found, value) == null) {
                bytes += value.length;
            }
            read++;
            left--;
            return left > 0 && bytes < enough;
        }
    }

    /** It is written. */
    void forget(Bytes key) {
        byte[] known = ahead.remove(key);
        if (known != null) {
            bytes -= known.length;
        }
    }

    private void forgetAll() {
        ahead.clear();
        bytes = 0;
    }
}
