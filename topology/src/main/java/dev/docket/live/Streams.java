package dev.docket.live;

import dev.docket.live.LiveSource.Standing;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of server-sent events. Each event is a whole state: a client that has lost its connection asks again and
 * has missed nothing, so {@code Last-Event-ID} has no meaning here.
 */
public final class Streams {

    private final WatchHub hub;

    /** Streams that this hub keeps up to date. */
    public Streams(WatchHub hub) {
        this.hub = hub;
    }

    /** What became of the wish to watch. */
    public enum Opening {
        /** It was watched, and is over. */
        WATCHED,
        /** There is no such execution. */
        UNKNOWN,
        /** Nobody can say at the moment. */
        UNAVAILABLE,
        /** As many watch as may. */
        FULL
    }

    /**
     * Streams where an execution stands until it has ended.
     *
     * @param exchange the request, asynchronous already
     * @return completes when the stream is over; unless it was {@link Opening#WATCHED}, nothing was written
     */
    public CompletableFuture<Opening> watch(AsyncContext exchange, String queue, String executionId) {
        exchange.setTimeout(0);
        if (!hub.hasRoom()) {
            return CompletableFuture.completedFuture(Opening.FULL);
        }
        return hub.source().lookup(queue, List.of(executionId)).thenCompose(found -> {
            if (found.isEmpty()) {
                return CompletableFuture.completedFuture(Opening.UNAVAILABLE);
            }
            Standing first = found.get().get(executionId);
            return first == null
                    ? CompletableFuture.completedFuture(Opening.UNKNOWN)
                    : open(exchange, queue, executionId, watcher -> watcher.show(first));
        });
    }

    /** Streams how a queue stands; see {@link #watch(AsyncContext, String, String)}. */
    public CompletableFuture<Opening> watch(AsyncContext exchange, String queue) {
        exchange.setTimeout(0);
        if (!hub.hasRoom()) {
            return CompletableFuture.completedFuture(Opening.FULL);
        }
        return hub.source()
                .overview(queue)
                .thenCompose((Optional<String> first) -> first.isEmpty()
                        ? CompletableFuture.completedFuture(Opening.UNAVAILABLE)
                        : open(exchange, queue, null, watcher -> watcher.show(first.get())));
    }

    private CompletableFuture<Opening> open(
            AsyncContext exchange, String queue, @Nullable String executionId, Consumer<Watcher> first) {
        HttpServletResponse response = (HttpServletResponse) exchange.getResponse();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        try {
            EventStream stream = new EventStream(response.getOutputStream());
            Watcher watcher = new Watcher(stream, executionId);
            first.accept(watcher);
            hub.add(queue, watcher);
            response.getOutputStream().setWriteListener(stream);
            return stream.ended().thenApply(over -> Opening.WATCHED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
