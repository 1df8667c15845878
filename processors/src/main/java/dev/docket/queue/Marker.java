package dev.docket.queue;

/**
 * What the index keeps of a {@link Finished} execution: that its id is known, and until when.
 *
 * @param queue its queue
 * @param id the client's id
 * @param dueAt when it may be forgotten, in epoch milliseconds
 */
record Marker(String queue, String id, long dueAt) implements Due {

    static Marker of(Finished finished) {
        return new Marker(finished.queue(), finished.id(), finished.dueAt());
    }

    @Override
    public Entry.Key key() {
        return new Entry.Key(Entry.Kind.EXECUTION, queue, id);
    }
}
