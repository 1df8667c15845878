package dev.docket.launcher;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which commands of one partition were answered, and from where a successor would have to read: the first that was not.
 * Commands are answered in any order; what was answered behind a gap is kept as ranges, so that one command that is held
 * back for hours costs one range, not one entry per command behind it.
 *
 * <p>Threading: not safe; {@link CommandPartition} guards it.
 */
final class OffsetTracker {
    private final TreeMap<Long, Long> answered = new TreeMap<>(); // first offset → offset after the last
    private long safe;
    private long read;

    /** @param start the offset of the first command that will be read */
    OffsetTracker(long start) {
        safe = start;
        read = start;
    }

    /**
     * A command was read. Offsets that are jumped over are no commands (transaction markers, compacted or aborted
     * records) and count as answered.
     */
    void read(long offset) {
        if (offset < read) {
            throw new IllegalArgumentException("offset " + offset + " was read already, or never: next is " + read);
        }
        if (offset > read) {
            add(read, offset);
        }
        read = offset + 1;
    }

    /**
     * A command was answered; harmless when repeated.
     *
     * @throws IllegalArgumentException if it was never read
     */
    void answered(long offset) {
        if (offset >= read) {
            throw new IllegalArgumentException("offset " + offset + " was never read");
        }
        if (offset >= safe) {
            add(offset, offset + 1);
        }
    }

    /** Every command below was answered: the offset to commit. */
    long safe() {
        return safe;
    }

    /** How many offsets were read behind the first one that is not answered, itself included. */
    long span() {
        return read - safe;
    }

    private void add(long from, long to) {
        Map.Entry<Long, Long> before = answered.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> after = answered.ceilingEntry(from + 1);
        while (after != null && after.getKey() <= to) {
            to = Math.max(to, after.getValue());
            answered.remove(after.getKey());
            after = answered.ceilingEntry(from + 1);
        }
        if (from <= safe) {
            safe = Math.max(safe, to);
            answered.remove(from);
        } else {
            answered.put(from, to);
        }
    }
}
