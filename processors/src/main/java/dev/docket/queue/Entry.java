package dev.docket.queue;

/**
 * One entry of the state: everything that Docket must not forget. An execution is in exactly one of three of them
 * ({@link Pending}, then {@link Active}, then {@link Finished}), which follow each other under one key.
 */
public sealed interface Entry permits Pending, Active, Finished, EarlyCancel, SettingsEntry {

    /** What kinds of entries there are, each with its own space of keys. */
    enum Kind {
        EXECUTION,
        EARLY_CANCEL,
        SETTINGS
    }

    /**
     * The name of an entry.
     *
     * @param kind what it is
     * @param queue the queue that it belongs to
     * @param id the execution that it is about; empty for the settings of a queue
     */
    record Key(Kind kind, String queue, String id) {}

    String queue();

    /** Its name in the state. */
    Key key();
}
