package dev.docket.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.event.ExecutionState;
import dev.docket.live.LiveSource;
import dev.docket.query.Copy;
import dev.docket.query.ExecutionAnswers;
import dev.docket.query.ExecutionStatus;
import dev.docket.query.Question;
import dev.docket.query.QueueAnswers;
import dev.docket.query.Reach;
import dev.docket.query.Router;
import dev.docket.serde.EventJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/** Tells those who watch how things stand, from whichever instance has the queue, in the words of the API. */
public final class RoutedSource implements LiveSource {

    private final Router router;

    /** A source that asks through this router. */
    public RoutedSource(Router router) {
        this.router = router;
    }

    @Override
    public CompletableFuture<Optional<Map<String, Standing>>> lookup(String queue, List<String> ids) {
        Question.Call call = new Question.Call(
                "POST", "/v1/queues/" + queue + "/executions/lookup", Json.text(new LookupRequest(ids)));
        return ask(
                queue,
                call,
                copy -> ExecutionAnswers.lookup(copy, queue, ids),
                found -> standings(found.executions()),
                RoutedSource::standings);
    }

    @Override
    public CompletableFuture<Optional<String>> overview(String queue) {
        return ask(
                queue,
                new Question.Call("GET", "/v1/queues/" + queue, null),
                copy -> Optional.of(QueueAnswers.overview(copy, queue)),
                Json::text,
                json -> json);
    }

    /**
     * Asks one question.
     *
     * @param here the answer of a copy on this instance
     * @param words that answer in words
     * @param there what another instance has answered, in words
     */
    private <A, T> CompletableFuture<Optional<T>> ask(
            String queue,
            Question.Call call,
            Function<Copy, Optional<Supplier<A>>> here,
            Function<A, T> words,
            Function<String, T> there) {
        Function<Copy, Optional<Supplier<T>>> inWords =
                copy -> here.apply(copy).map(answer -> () -> words.apply(answer.get()));
        return router.ask(new LiveQuestion<>(queue, call, inWords, there), Reach.ANYWHERE);
    }

    private static Map<String, Standing> standings(List<ExecutionStatus> executions) {
        Map<String, Standing> standings = new HashMap<>();
        executions.forEach(status -> standings.put(
                status.executionId(), new Standing(Json.text(status), status.state() == ExecutionState.FINISHED)));
        return standings;
    }

    private static Map<String, Standing> standings(String json) {
        Map<String, Standing> standings = new HashMap<>();
        try {
            for (JsonNode status : EventJson.values().readTree(json).path("executions")) {
                standings.put(
                        status.path("executionId").asText(),
                        new Standing(
                                status.toString(),
                                status.path("state").asText().equals(ExecutionState.FINISHED.name())));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("another instance answers with what is no JSON", e);
        }
        return standings;
    }

    private record LiveQuestion<T>(
            String queue, Call call, Function<Copy, Optional<Supplier<T>>> here, Function<String, T> there)
            implements Question<T> {

        @Override
        public Optional<Supplier<T>> answer(Copy copy) {
            return here.apply(copy);
        }

        @Override
        public T read(PeerReply reply) {
            if (reply.status() != 200) {
                throw new IllegalStateException(
                        "another instance refuses what this one would answer: " + reply.status());
            }
            return there.apply(reply.body());
        }
    }
}
