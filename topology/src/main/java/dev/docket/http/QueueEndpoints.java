package dev.docket.http;

import static dev.docket.http.Endpoint.Parameter.QUEUE;

import dev.docket.http.Endpoint.Parameter;
import dev.docket.query.Copy;
import dev.docket.query.LinePage;
import dev.docket.query.Question.Call;
import dev.docket.query.QueueAnswers;
import dev.docket.query.QueueDirectory.Range;
import dev.docket.query.QueueList;
import dev.docket.query.QueueOverview;
import dev.docket.query.Reach;
import dev.docket.query.UserUsage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How queues stand, who waits in them, and what their users have. */
final class QueueEndpoints {

    private static final int MOST = 1_000;
    private static final int USUAL = 100;
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,4}(,\\d{1,4}){0,999}");

    private static final Parameter LIMIT = new Parameter(
            "limit",
            "query",
            "How many at the most.",
            "{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000,\"default\":100}");
    private static final Parameter AFTER =
            new Parameter("after", "query", "Only queues whose names come after this one.", "{\"type\":\"string\"}");
    private static final Parameter FROM = new Parameter(
            "from", "query", "The position of the first.", "{\"type\":\"integer\",\"minimum\":0,\"default\":0}");
    private static final Parameter USER =
            new Parameter("user", "path", "The user.", "{\"type\":\"string\",\"minLength\":1,\"maxLength\":200}");

    private final Supplier<Backend> backend;
    private final Supplier<String> self;

    QueueEndpoints(Supplier<Backend> backend, Supplier<String> self) {
        this.backend = backend;
        this.self = self;
    }

    List<Endpoint> all() {
        return List.of(
                Endpoint.get("/v1/queues", "listQueues", "The queues, by name")
                        .describedAs("Those that have anything pending, active, remembered or set, from all instances.")
                        .with(AFTER, LIMIT)
                        .answering(200, QueueList.class, "A page of them.")
                        .refusing(400, "A parameter is not valid.")
                        .example("all", "/v1/queues", 200, QueueExamples.ALL)
                        .example("noLimit", "/v1/queues?limit=0", 400, QueueExamples.NO_LIMIT)
                        .by(this::list),
                Endpoint.get("/v1/queues/{queue}", "getQueue", "How a queue stands")
                        .describedAs("A queue need not be made: one that nobody has used yet stands empty.")
                        .with(QUEUE)
                        .answering(200, QueueOverview.class, "How it stands.")
                        .refusing(400, "This cannot be the name of a queue.")
                        .refusing(503, "Nobody can say at the moment: the queue is moving. Try again.")
                        .example("reports", "/v1/queues/reports", 200, QueueExamples.REPORTS)
                        .by(asked -> ask(asked, QueueAnswers::overview)),
                Endpoint.get("/v1/queues/{queue}/executions", "listPending", "Who waits in a queue, in order")
                        .with(QUEUE, FROM, LIMIT)
                        .answering(200, LinePage.class, "A page of the line.")
                        .refusing(400, "A parameter is not valid.")
                        .refusing(503, "Nobody can say at the moment: the queue is moving. Try again.")
                        .example("firstTwo", "/v1/queues/reports/executions?limit=2", 200, QueueExamples.FIRST_TWO)
                        .by(this::page),
                Endpoint.get("/v1/queues/{queue}/users/{user}", "getUsage", "What a user has in a queue")
                        .with(QUEUE, USER)
                        .answering(200, UserUsage.class, "Counts, and the limit on both together.")
                        .refusing(400, "The queue or the user cannot be one.")
                        .refusing(503, "Nobody can say at the moment: the queue is moving. Try again.")
                        .example("ada", "/v1/queues/reports/users/ada", 200, QueueExamples.ADA)
                        .by(this::usage));
    }

    private CompletableFuture<Reply> list(Asked asked) {
        Range range = new Range(asked.text("after").orElse(null), asked.number("limit", USUAL, 1, MOST));
        String partitions = asked.text("partitions").orElse("");
        if (!partitions.isEmpty() && !NUMBERS.matcher(partitions).matches()) {
            asked.fault("partitions", "numbers of partitions, set apart by commas");
        }
        asked.check();
        if (asked.reach() == Reach.ANYWHERE) {
            return backend.get().queues().everywhere(range).thenApply(queues -> Reply.json(200, queues));
        }
        List<Integer> wanted = Stream.of(partitions.split(","))
                .filter(n -> !n.isEmpty())
                .map(Integer::valueOf)
                .toList();
        return CompletableFuture.completedFuture(
                Reply.json(200, backend.get().queues().here(range, wanted, asked.reach())));
    }

    private CompletableFuture<Reply> page(Asked asked) {
        int from = asked.number("from", 0, 0, Integer.MAX_VALUE);
        int limit = asked.number("limit", USUAL, 1, MOST);
        return ask(asked, (copy, queue) -> QueueAnswers.page(copy, queue, from, limit));
    }

    private CompletableFuture<Reply> usage(Asked asked) {
        String user = asked.id("user");
        return ask(asked, (copy, queue) -> QueueAnswers.usage(copy, queue, user));
    }

    private interface Answer {
        Supplier<?> of(Copy copy, String queue);
    }

    private CompletableFuture<Reply> ask(Asked asked, Answer answer) {
        String queue = asked.queue();
        asked.check();
        Function<Copy, Optional<Supplier<Reply>>> here = copy -> {
            Supplier<?> told = answer.of(copy, queue);
            return Optional.of(() -> Reply.json(200, told.get()));
        };
        return Asking.ask(
                backend.get(), asked, new CopyQuestion(queue, new Call("GET", asked.target(), null), self.get(), here));
    }
}
