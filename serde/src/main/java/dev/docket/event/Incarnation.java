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
        if (!isNumber(text, 0, hyphen) || !isNumber(text, hyphen + 1, text.length())) {
            throw new IllegalArgumentException("not an incarnation (partition-offset)");
        }
        return new Incarnation(
                Integer.parseInt(text, 0, hyphen, 10), Long.parseLong(text, hyphen + 1, text.length(), 10));
    }

    /** Whether there is a digit and nothing else; the parsers of numbers would take signs and other alphabets. */
    private static boolean isNumber(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
