package dev.docket.queue;

import dev.docket.event.QueueSettings;

/**
 * The limits of a queue that stand in place of the defaults.
 *
 * @param queue the queue
 * @param settings its settings, checked; what is absent there is at its default
 */
public record SettingsEntry(String queue, QueueSettings settings) implements Entry {

    /** Whether everything is at its default, so that there is nothing to keep. */
    boolean isEmpty() {
        return settings.maxActive() == null
                && settings.maxPerUser() == null
                && settings.maxPending() == null
                && settings.maxPendingBytes() == null
                && settings.paused() == null;
    }

    @Override
    public Key key() {
        return new Key(Kind.SETTINGS, queue, "");
    }
}
