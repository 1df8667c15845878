package dev.docket.cluster.api;

import java.util.List;

/**
 * What goes wrong on purpose with the events of watches: asked on the server's event loop for each batch that is about to
 * be sent, bookmarks among them, so it must not block. Watches cannot be told apart, as little as by a broken network.
 */
@FunctionalInterface
public interface WatchFaults {
    /** Nothing goes wrong. */
    WatchFaults NONE = events -> events;
    /** Watches stay open and say nothing any more. */
    WatchFaults SILENCE = events -> List.of();

    /** What is sent in place of these; each is one event, as JSON in a line. */
    List<byte[]> next(List<byte[]> events);
}
