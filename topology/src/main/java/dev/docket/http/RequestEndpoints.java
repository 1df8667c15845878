package dev.docket.http;

import static dev.docket.http.Endpoint.Parameter.ID;
import static dev.docket.http.Endpoint.Parameter.QUEUE;
import static dev.docket.http.Endpoint.Parameter.TIMEOUT;
import static dev.docket.http.Endpoint.Parameter.WAIT;

import dev.docket.event.CancelRequested;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.Metadata;
import dev.docket.http.Endpoint.Parameter;
import dev.docket.http.RequestDesk.Wish;
import dev.docket.serde.RecordHeaders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Submitting and cancelling. */
final class RequestEndpoints {

    private static final int USUAL_SECONDS = 10;
    private static final int MOST_SECONDS = 60;
    private static final int MAX_REASON_LENGTH = 256;

    private static final Parameter REASON = new Parameter(
            "reason", "query", "Why; told back in the outcome.", "{\"type\":\"string\",\"maxLength\":256}");

    private final Supplier<Backend> backend;

    RequestEndpoints(Supplier<Backend> backend) {
        this.backend = backend;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.post("/v1/queues/{queue}/executions", "submitExecution", "Submit an execution")
                        .describedAs(
                                "The id is the client's own: the same id with the same content is the same execution,"
                                        + " so a request that may have been lost is safely sent again. With wait=decision the answer"
                                        + " is the coordinator's, with the exact position; without, or if none comes in time, it says"
                                        + " that the request was sent.")
                        .with(QUEUE, WAIT, TIMEOUT)
                        .taking(ExecutionRequested.class)
                        .answering(200, Submitted.class, "It is known already; nothing has changed.")
                        .answering(202, Submitted.class, "It waits in its queue, or the decision is not known yet.")
                        .refusing(400, "The request is not valid, for all of the faults told.")
                        .refusing(409, "Another request was accepted under this id (ID_CONFLICT).")
                        .refusing(413, "The body is too large.")
                        .refusing(415, "The body is not said to be JSON.")
                        .refusing(
                                429,
                                "The queue is full (QUEUE_FULL, DEDUP_FULL) or the user at the limit (USER_LIMIT). Try"
                                        + " again after Retry-After.")
                        .refusing(503, "Kafka does not take the request, or too many wait for decisions.")
                        .example(
                                "accepted",
                                "/v1/queues/reports/executions?wait=decision",
                                RequestExamples.CYD,
                                202,
                                RequestExamples.ACCEPTED)
                        .example(
                                "repeated",
                                "/v1/queues/reports/executions?wait=decision",
                                RequestExamples.CYD,
                                200,
                                RequestExamples.REPEATED)
                        .example(
                                "conflict",
                                "/v1/queues/reports/executions?wait=decision",
                                RequestExamples.OTHER_CYD,
                                409,
                                RequestExamples.CONFLICT)
                        .example(
                                "userLimit",
                                "/v1/queues/reports/executions?wait=decision&timeout=20",
                                RequestExamples.ADA_AGAIN,
                                429,
                                RequestExamples.USER_LIMIT)
                        .example(
                                "invalid",
                                "/v1/queues/reports/executions",
                                RequestExamples.WRONG,
                                400,
                                RequestExamples.FAULTS)
                        .example(
                                "sent", "/v1/queues/reports/executions", RequestExamples.DAN, 202, RequestExamples.SENT)
                        .by(this::submit),
                Endpoint.delete("/v1/queues/{queue}/executions/{id}", "cancelExecution", "Cancel an execution")
                        .describedAs(
                                "One that waits leaves the line; of one that holds a slot, the Pod is stopped. A cancel"
                                        + " that overtakes its request is remembered for a while.")
                        .with(QUEUE, ID, REASON, WAIT, TIMEOUT)
                        .answering(200, Cancelled.class, "What the cancel did.")
                        .answering(202, Cancelled.class, "It was sent; the decision is not known yet.")
                        .refusing(400, "The queue, the id or a parameter is not valid.")
                        .refusing(503, "Kafka does not take the cancel, or too many wait for decisions.")
                        .example(
                                "pending",
                                "/v1/queues/reports/executions/r-4?wait=decision&reason=no%20longer%20needed",
                                200,
                                RequestExamples.CANCELLED)
                        .example(
                                "active",
                                "/v1/queues/reports/executions/r-1?wait=decision",
                                200,
                                RequestExamples.STOPPING)
                        .example(
                                "finished",
                                "/v1/queues/reports/executions/r-0?wait=decision",
                                200,
                                RequestExamples.ALREADY_FINISHED)
                        .by(this::cancel));
    }

    private CompletableFuture<Reply> submit(Asked asked) {
        String queue = asked.queue();
        Wish wish = wish(asked);
        ExecutionRequested body = asked.body(ExecutionRequested.class);
        if (body.queue() != null && !body.queue().equals(queue)) {
            asked.fault("queue", "the queue in the path, or absent");
        }
        ExecutionRequested request = in(queue, body);
        asked.faults(backend.get().requests().faults(request));
        asked.check();
        String id = Objects.requireNonNull(request.executionId());
        return backend.get()
                .requests()
                .submit(queue, id, request, wish)
                .thenApply(reply -> reply.status() < 300
                        ? reply.with("Location", "/v1/queues/" + queue + "/executions/" + segment(id))
                        : reply);
    }

    private CompletableFuture<Reply> cancel(Asked asked) {
        String queue = asked.queue();
        String id = asked.id("id");
        String reason = asked.text("reason").orElse(null);
        if (reason != null && reason.length() > MAX_REASON_LENGTH) {
            asked.fault("reason", "at most " + MAX_REASON_LENGTH + " characters");
        }
        Wish wish = wish(asked);
        asked.check();
        return backend.get().requests().cancel(queue, id, new CancelRequested(id, queue, reason, metadata(null)), wish);
    }

    private static Wish wish(Asked asked) {
        boolean wait = asked.flag("wait", "decision");
        int seconds = asked.number("timeout", USUAL_SECONDS, 1, MOST_SECONDS);
        return new Wish(wait ? Duration.ofSeconds(seconds) : null, asked.header(RecordHeaders.TRACEPARENT));
    }

    private static ExecutionRequested in(String queue, ExecutionRequested body) {
        return new ExecutionRequested(
                body.executionId(),
                body.userId(),
                queue,
                body.priority(),
                body.script(),
                body.language(),
                body.languageVersion(),
                body.runtimeImage(),
                body.runtimeCommand(),
                body.runtimeFilename(),
                body.timeoutSeconds(),
                body.cpuRequest(),
                body.cpuLimit(),
                body.memoryRequest(),
                body.memoryLimit(),
                metadata(body.metadata()));
    }

    private static Metadata metadata(@Nullable Metadata given) {
        return given == null ? new Metadata(null, null, "docket-http", Instant.now()) : given;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
