package dev.docket.queue;

import java.util.Comparator;

/**
 * Something to be done at a time, derived from an entry.
 *
 * @param at when, in epoch milliseconds
 * @param kind the kind of the entry
 * @param queue its queue
 * @param id its execution
 */
public record Due(long at, Entry.Kind kind, String queue, String id) implements Comparable<Due> {

    private static final Comparator<Due> ORDER = Comparator.comparingLong(Due::at)
            .thenComparing(Due::kind)
            .thenComparing(Due::queue)
            .thenComparing(Due::id);

    @Override
    public int compareTo(Due other) {
        return ORDER.compare(this, other);
    }

    Entry.Key key() {
        return new Entry.Key(kind, queue, id);
    }
}
