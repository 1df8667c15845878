package dev.docket.live;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A server-sent event, encoded at most once for all who are shown it. It is a whole state: whoever has seen it needs none
 * before it.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class StreamEvent {

    private final String name;
    private final String json;
    private byte @Nullable [] bytes;

    private StreamEvent(String name, String json) {
        this.name = name;
        this.json = json;
    }

    /** How a queue stands. */
    static StreamEvent queue(String json) {
        return new StreamEvent("queue", json);
    }

    /** Where an execution stands; after its end nothing more comes. */
    static StreamEvent of(LiveSource.Standing standing) {
        return new StreamEvent(standing.finished() ? "end" : "status", standing.json());
    }

    /** Whether it is the last one of its stream. */
    boolean isLast() {
        return name.equals("end");
    }

    /** Whether whoever has seen the other has seen this. */
    boolean saysTheSameAs(StreamEvent other) {
        return this == other || (name.equals(other.name) && json.equals(other.json));
    }

    /** As it goes over the wire; not to be changed. */
    synchronized byte[] bytes() {
        if (bytes == null) {
            bytes = ("event: " + name + "\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }
}
