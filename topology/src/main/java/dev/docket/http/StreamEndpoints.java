package dev.docket.http;

import static dev.docket.http.Endpoint.Parameter.ID;
import static dev.docket.http.Endpoint.Parameter.QUEUE;

import dev.docket.live.Streams.Opening;
import io.javalin.http.Context;
import jakarta.servlet.AsyncContext;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Executions and queues as they go on, as server-sent events. */
final class StreamEndpoints {

    private static final String EVENTS = "text/event-stream";

    private final Supplier<Backend> backend;

    StreamEndpoints(Supplier<Backend> backend) {
        this.backend = backend;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get(
                                "/v1/queues/{queue}/executions/{id}/events",
                                "watchExecution",
                                "Where an execution stands, as it goes on")
                        .describedAs(
                                "An event status with the ExecutionStatus at once and each time it has changed, a few"
                                        + " times a second at the most; an event end with the last one, and then the stream ends."
                                        + " Each event is a whole state: after a lost connection, ask again. Lines that begin with"
                                        + " a colon only show that the stream is alive.")
                        .with(QUEUE, ID)
                        .answeringText(200, EVENTS, "The events.")
                        .refusing(400, "The queue or the id cannot be one.")
                        .refusing(404, "The queue knows no execution of this id, or has forgotten it.")
                        .refusing(503, "Nobody can say at the moment, or too many watch on this instance.")
                        .example("pending", "/v1/queues/reports/executions/r-3/events", 200, StreamExamples.STATUS)
                        .example("finished", "/v1/queues/reports/executions/r-0/events", 200, StreamExamples.END)
                        .example(
                                "unknown",
                                "/v1/queues/reports/executions/nobody/events",
                                404,
                                ExecutionExamples.UNKNOWN)
                        .handledBy(this::execution),
                Endpoint.get("/v1/queues/{queue}/events", "watchQueue", "How a queue stands, as it goes on")
                        .describedAs(
                                "An event queue with the QueueOverview at once and each time it has changed, a few times"
                                        + " a second at the most.")
                        .with(QUEUE)
                        .answeringText(200, EVENTS, "The events.")
                        .refusing(400, "This cannot be the name of a queue.")
                        .refusing(503, "Nobody can say at the moment, or too many watch on this instance.")
                        .example("reports", "/v1/queues/reports/events", 200, StreamExamples.QUEUE)
                        .handledBy(this::queue));
    }

    private void execution(Context ctx) {
        Asked asked = new Asked(ctx);
        String queue = asked.queue();
        String id = asked.id("id");
        asked.check();
        Backend ready = backend.get();
        stream(ctx, exchange -> ready.streams().watch(exchange, queue, id));
    }

    private void queue(Context ctx) {
        Asked asked = new Asked(ctx);
        String queue = asked.queue();
        asked.check();
        Backend ready = backend.get();
        stream(ctx, exchange -> ready.streams().watch(exchange, queue));
    }

    private static void stream(Context ctx, Function<AsyncContext, CompletableFuture<Opening>> watching) {
        ctx.future(() -> watching.apply(ctx.req().getAsyncContext()).thenAccept(opening -> {
            switch (opening) {
                case WATCHED -> {}
                case UNKNOWN -> Reply.of(ExecutionEndpoints.UNKNOWN).send(ctx);
                case UNAVAILABLE -> Asking.NOBODY.send(ctx);
                case FULL ->
                    Reply.unavailable("Too many watch on this instance.").send(ctx);
            }
        }));
    }
}
