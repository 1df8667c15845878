package dev.docket.live;

import org.jspecify.annotations.Nullable;

/**
 * One who watches, and what was last shown.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class Watcher {

    private final EventStream stream;
    private final @Nullable String executionId;
    private @Nullable StreamEvent shown;
    private long shownAt = System.nanoTime();

    /** One who watches an execution, or the whole queue if there is no id. */
    Watcher(EventStream stream, @Nullable String executionId) {
        this.stream = stream;
        this.executionId = executionId;
    }

    @Nullable
    String executionId() {
        return executionId;
    }

    EventStream stream() {
        return stream;
    }

    /** Shows this, if it is news. */
    synchronized void show(StreamEvent event) {
        if (shown == null || !event.saysTheSameAs(shown)) {
            shown = event;
            shownAt = System.nanoTime();
            stream.send(event);
        }
    }

    synchronized boolean isQuietFor(long now, long nanos) {
        return now - shownAt > nanos;
    }

    synchronized void beat(long now) {
        shownAt = now;
        stream.beat();
    }
}
