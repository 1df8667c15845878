package dev.docket.event;

/**
 * Which record made an execution: the partition and offset of the request that was accepted. With it, a reused id can
 * never be taken for the earlier execution of that name. Written as {@code partition-offset}.
 *
 * @param partition the partition of {@code execution-requests}, not negative
 * @param offset the offset in that partition, not negative
 */
public record Incarnation(int partition, long offset) {

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
        int hyphen = text.indexOf('-');
        if (hyphen < 1) {
            throw new IllegalArgumentException("not an incarnation (partition-offset)");
        }
        return new Incarnation(Integer.parseInt(text.substring(0, hyphen)), Long.parseLong(text.substring(hyphen + 1)));
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
