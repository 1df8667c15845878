package dev.docket.live;

import dev.docket.live.LiveSource.Standing;
import org.jspecify.annotations.Nullable;

/**
 * One who watches, and what was last shown.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class Watcher {

    private final EventStream stream;
    private final @Nullable String executionId;
    private @Nullable String shown;
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

    /** Shows where the execution stands, if that has changed; after its end nothing more comes. */
    synchronized void show(Standing standing) {
        if (standing.finished()) {
            stream.end("end", standing.json());
        } else {
            show("status", standing.json());
        }
    }

    /** Shows how the queue stands, if that has changed. */
    synchronized void show(String overview) {
        show("queue", overview);
    }

    private void show(String event, String json) {
        if (!json.equals(shown)) {
            shown = json;
            shownAt = System.nanoTime();
            stream.send(event, json);
        }
    }

    synchronized boolean isQuietFor(long now, long nanos) {
        return now - shownAt > nanos;
    }

    synchronized void beat(long now) {
        shownAt = now;
        stream.beat();
    }

    void drop() {
        stream.ended().complete(null);
    }
}
