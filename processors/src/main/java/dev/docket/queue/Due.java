package dev.docket.queue;

/**
 * Something to be done at a time, derived from an entry.
 *
 * @param at when, in epoch milliseconds
 * @param kind the kind of the entry
 * @param queue its queue
 * @param id its execution
 */
public record Due(long at, Entry.Kind kind, String queue, String id) implements Comparable<Due> {

    /** By time; what is due at the same time has an order, too, so that it is told apart. */
    @Override
    public int compareTo(Due other) {
        int order = Long.compare(at, other.at);
        if (order == 0) {
            order = kind.compareTo(other.kind);
        }
        if (order == 0) {
            order = queue.compareTo(other.queue);
        }
        return order == 0 ? id.compareTo(other.id) : order;
    }

    Entry.Key key() {
        return new Entry.Key(kind, queue, id);
    }
}
