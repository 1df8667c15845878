package dev.docket.queue;

/**
 * Something about which something is to be done at a time: an entry, or what the index keeps of one. No two of one
 * partition have the same name.
 */
public sealed interface Due permits Live, EarlyCancel, Marker {

    /** When, in epoch milliseconds. */
    long dueAt();

    /** Its queue. */
    String queue();

    /** The execution that it is about. */
    String id();

    /** The name of the entry. */
    Entry.Key key();

    /** By time; what is due at the same time has an order, too, so that every copy handles it in the same one. */
    static int compare(Due one, Due other) {
        int order = Long.compare(one.dueAt(), other.dueAt());
        if (order == 0) {
            order = Boolean.compare(one instanceof EarlyCancel, other instanceof EarlyCancel);
        }
        if (order == 0) {
            order = one.queue().compareTo(other.queue());
        }
        return order == 0 ? one.id().compareTo(other.id()) : order;
    }
}
