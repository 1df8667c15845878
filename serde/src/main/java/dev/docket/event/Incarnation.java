package dev.docket.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which record made an execution: the partition and offset of the request that was accepted. With it, a reused id can
 * never be taken for the earlier execution of that name. Written as {@code partition-offset}.
 *
 * @param partition the partition of {@code execution-requests}, not negative
 * @param offset the offset in that partition, not negative
 */
public record Incarnation(int partition, long offset) {

    private static final Pattern WRITTEN = Pattern.compile("([0-9]+)-([0-9]+)");

    public Incarnation {
        if (partition < 0 || offset < 0) {
            throw new IllegalArgumentException("an incarnation has no negative part: " + partition + "-" + offset);
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException if the text is not two whole numbers joined by a hyphen
     */
    public static Incarnation parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new IllegalArgumentException("not an incarnation (partition-offset)");
        }
        return new Incarnation(Integer.parseInt(written.group(1)), Long.parseLong(written.group(2)));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
