package dev.docket.queue;

/**
 * A cancel that came before its request.
 *
 * @param queue the queue it named
 * @param id the execution it named
 * @param reason the words of whoever asked, perhaps empty
 * @param dueAt when it may be forgotten, in epoch milliseconds
 */
public record EarlyCancel(String queue, String id, String reason, long dueAt) implements Entry, Due {

    @Override
    public Key key() {
        return new Key(Kind.EARLY_CANCEL, queue, id);
    }
}
