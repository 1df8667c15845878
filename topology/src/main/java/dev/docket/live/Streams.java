package dev.docket.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Opens streams of server-sent events. Each event is a whole state: a client that has lost its connection asks again and
 * has missed nothing, so {@code Last-Event-ID} has no meaning here.
 */
public final class Streams {

    /** What the server may gather before it writes: an event or two. */
    private static final int BUFFER_BYTES = 4 * 1024;

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
        return withRoom(
                exchange,
                () -> hub.source().lookup(queue, List.of(executionId)),
                found -> Optional.ofNullable(found.get(executionId))
                        .map(first -> open(exchange, queue, executionId, StreamEvent.of(first)))
                        .orElse(CompletableFuture.completedFuture(Opening.UNKNOWN)));
    }

    /** Streams how a queue stands; see {@link #watch(AsyncContext, String, String)}. */
    public CompletableFuture<Opening> watch(AsyncContext exchange, String queue) {
        return withRoom(
                exchange,
                () -> hub.source().overview(queue),
                first -> open(exchange, queue, null, StreamEvent.queue(first)));
    }

    /** The room is given back when the stream is over, or when there was none. */
    private <T> CompletableFuture<Opening> withRoom(
            AsyncContext exchange,
            Supplier<CompletableFuture<Optional<T>>> question,
            Function<T, CompletableFuture<Opening>> opening) {
        exchange.setTimeout(0);
        if (!hub.reserve()) {
            return CompletableFuture.completedFuture(Opening.FULL);
        }
        return WatchHub.asked(question)
                .thenCompose(found -> found.map(opening).orElse(CompletableFuture.completedFuture(Opening.UNAVAILABLE)))
                .whenComplete((how, failure) -> hub.giveBack());
    }

    private CompletableFuture<Opening> open(
            AsyncContext exchange, String queue, @Nullable String executionId, StreamEvent first) {
        HttpServletResponse response = (HttpServletResponse) exchange.getResponse();
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        response.setBufferSize(BUFFER_BYTES);
        try {
            Wire wire = Wire.take(exchange.getRequest(), hub.limits().stallTimeout());
            EventStream stream = new EventStream(response.getOutputStream(), wire);
            Watcher watcher = new Watcher(stream, executionId);
            watcher.show(first);
            response.getOutputStream().setWriteListener(stream);
            hub.add(queue, watcher);
            return stream.ended().thenApply(over -> Opening.WATCHED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
