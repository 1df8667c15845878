package dev.docket.http;

import static dev.docket.http.Endpoint.Parameter.ID;
import static dev.docket.http.Endpoint.Parameter.QUEUE;

import dev.docket.query.Copy;
import dev.docket.query.ExecutionAnswers;
import dev.docket.query.ExecutionStatus;
import dev.docket.query.Lookup;
import dev.docket.query.Question.Call;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Where executions stand. */
final class ExecutionEndpoints {

    static final Problem UNKNOWN = Problem.of(404, "The queue knows no execution of this id, or has forgotten it.");

    private final Supplier<Backend> backend;
    private final Supplier<String> self;

    ExecutionEndpoints(Supplier<Backend> backend, Supplier<String> self) {
        this.backend = backend;
        this.self = self;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get("/v1/queues/{queue}/executions/{id}", "getExecution", "Where an execution stands")
                        .describedAs(
                                "Its exact position while it is pending, why it waits and for how long it may; its hold"
                                        + " on a slot while it is active; its outcome once it has finished, for as long as its id is"
                                        + " remembered.")
                        .with(QUEUE, ID)
                        .answering(200, ExecutionStatus.class, "Where it stands.")
                        .refusing(400, "The queue or the id cannot be one.")
                        .refusing(404, "The queue knows no execution of this id, or has forgotten it.")
                        .refusing(503, "Nobody can say at the moment: the queue is moving. Try again.")
                        .example("pending", "/v1/queues/reports/executions/r-3", 200, ExecutionExamples.PENDING)
                        .example("active", "/v1/queues/reports/executions/r-1", 200, ExecutionExamples.ACTIVE)
                        .example("finished", "/v1/queues/reports/executions/r-0", 200, ExecutionExamples.FINISHED)
                        .example("unknown", "/v1/queues/reports/executions/nobody", 404, ExecutionExamples.UNKNOWN)
                        .example("noQueue", "/v1/queues/No%20Queue/executions/r-1", 400, ExecutionExamples.NO_QUEUE)
                        .by(this::status),
                Endpoint.post(
                                "/v1/queues/{queue}/executions/lookup",
                                "lookUpExecutions",
                                "Where several executions of a queue stand")
                        .describedAs("In the order asked; those that are not known are left out.")
                        .with(QUEUE)
                        .taking(LookupRequest.class)
                        .answering(200, Lookup.class, "Those that are known.")
                        .refusing(400, "The request is not valid.")
                        .refusing(415, "The body is not said to be JSON.")
                        .refusing(503, "Nobody can say at the moment: the queue is moving. Try again.")
                        .example(
                                "two",
                                "/v1/queues/reports/executions/lookup",
                                "{\"ids\": [\"r-0\", \"nobody\", \"r-1\"]}",
                                200,
                                ExecutionExamples.TWO)
                        .by(this::lookup));
    }

    private CompletableFuture<Reply> status(Asked asked) {
        String queue = asked.queue();
        String id = asked.id("id");
        asked.check();
        return ask(asked, new Call("GET", asked.target(), null), queue, copy -> status(copy, queue, id));
    }

    /** What a standby does not know may have been accepted since: only the original can say that there is no such execution. */
    static Optional<Supplier<Reply>> status(Copy copy, String queue, String id) {
        return ExecutionAnswers.status(copy, queue, id)
                .map(ExecutionEndpoints::ok)
                .or(() -> copy.isOriginal() ? Optional.of(() -> Reply.of(UNKNOWN)) : Optional.empty());
    }

    private CompletableFuture<Reply> lookup(Asked asked) {
        String queue = asked.queue();
        LookupRequest request = asked.body(LookupRequest.class);
        if (request.ids().isEmpty() || request.ids().size() > LookupRequest.MOST) {
            asked.fault("ids", "1 to " + LookupRequest.MOST + " ids");
        }
        asked.check();
        return ask(
                asked,
                call(asked.target(), request),
                queue,
                copy -> ExecutionAnswers.lookup(copy, queue, request.ids()).map(ExecutionEndpoints::ok));
    }

    private static Supplier<Reply> ok(Supplier<?> answer) {
        return () -> Reply.json(200, answer.get());
    }

    private static Call call(String target, Object body) {
        return new Call("POST", target, Json.text(body));
    }

    private CompletableFuture<Reply> ask(
            Asked asked, Call call, String queue, Function<Copy, Optional<Supplier<Reply>>> here) {
        return Asking.ask(backend.get(), asked, new CopyQuestion(queue, call, self.get(), here));
    }
}
