package dev.docket.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One thing that can be asked for: where, with what, what is answered, and who does it. The server is made of these, and
 * so is the OpenAPI document.
 */
final class Endpoint {

    private final String method;
    private final String path;
    private final String name;
    private final String summary;
    private final List<Parameter> parameters = new ArrayList<>();
    private final Map<Integer, Answer> answers = new TreeMap<>();
    private final List<Example> examples = new ArrayList<>();
    private String description = "";
    private @Nullable Class<?> body;
    private @Nullable Consumer<Context> handler;

    /**
     * A parameter.
     *
     * @param name its name
     * @param in {@code path}, {@code query} or {@code header}
     * @param description what it means, with its limits
     * @param schema its JSON Schema, as JSON
     */
    record Parameter(String name, String in, String description, String schema) {

        static final Parameter QUEUE = new Parameter(
                "queue",
                "path",
                "The queue.",
                "{\"type\":\"string\",\"pattern\":\"^[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?$\"}");
        static final Parameter ID = new Parameter(
                "id",
                "path",
                "The execution's id, as its client named it.",
                "{\"type\":\"string\",\"minLength\":1,\"maxLength\":200}");
        static final Parameter WAIT = new Parameter(
                "wait",
                "query",
                "Wait for the decision of the coordinator.",
                "{\"type\":\"string\",\"enum\":[\"decision\"]}");
        static final Parameter TIMEOUT = new Parameter(
                "timeout",
                "query",
                "How long to wait for it, in seconds.",
                "{\"type\":\"integer\",\"minimum\":1,\"maximum\":60,\"default\":10}");
    }

    /**
     * What may be answered with one status.
     *
     * @param description when
     * @param contentType of the body
     * @param type the value in the body; absent where it is text
     */
    record Answer(
            String description,
            String contentType,
            @Nullable Class<?> type) {}

    /**
     * A request and its answer, which a test holds against a real server.
     *
     * @param name its name
     * @param target path and query, filled in
     * @param body the body of the request; absent where there is none
     * @param status the status of the answer
     * @param answer the body of the answer
     */
    record Example(String name, String target, @Nullable String body, int status, String answer) {}

    private Endpoint(String method, String path, String name, String summary) {
        this.method = method;
        this.path = path;
        this.name = name;
        this.summary = summary;
    }

    static Endpoint get(String path, String name, String summary) {
        return new Endpoint("GET", path, name, summary);
    }

    static Endpoint post(String path, String name, String summary) {
        return new Endpoint("POST", path, name, summary);
    }

    static Endpoint delete(String path, String name, String summary) {
        return new Endpoint("DELETE", path, name, summary);
    }

    Endpoint describedAs(String text) {
        description = text;
        return this;
    }

    Endpoint with(Parameter... more) {
        parameters.addAll(List.of(more));
        return this;
    }

    Endpoint taking(Class<?> type) {
        body = type;
        return this;
    }

    Endpoint answering(int status, Class<?> type, String when) {
        answers.put(status, new Answer(when, "application/json", type));
        return this;
    }

    Endpoint answeringText(int status, String contentType, String when) {
        answers.put(status, new Answer(when, contentType, null));
        return this;
    }

    Endpoint refusing(int status, String when) {
        answers.put(status, new Answer(when, Problem.CONTENT_TYPE, Problem.class));
        return this;
    }

    Endpoint example(String title, String target, int status, String answer) {
        examples.add(new Example(title, target, null, status, answer));
        return this;
    }

    Endpoint example(String title, String target, String requestBody, int status, String answer) {
        examples.add(new Example(title, target, requestBody, status, answer));
        return this;
    }

    /** Whoever answers: at once, or when the future completes. */
    Endpoint by(Function<Asked, CompletableFuture<Reply>> answerer) {
        return handledBy(ctx -> {
            ctx.header("Cache-Control", "no-store");
            CompletableFuture<Reply> reply = answerer.apply(new Asked(ctx));
            if (reply.isDone() && !reply.isCompletedExceptionally()) {
                reply.join().send(ctx);
            } else {
                ctx.future(() -> reply.thenAccept(answer -> answer.send(ctx)));
            }
        });
    }

    Endpoint handledBy(Consumer<Context> whole) {
        handler = whole;
        return this;
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    String name() {
        return name;
    }

    String summary() {
        return summary;
    }

    String description() {
        return description;
    }

    List<Parameter> parameters() {
        return parameters;
    }

    @Nullable
    Class<?> body() {
        return body;
    }

    Map<Integer, Answer> answers() {
        return answers;
    }

    List<Example> examples() {
        return examples;
    }

    void handle(Context ctx) {
        if (handler == null) {
            throw new IllegalStateException("nobody handles " + method + " " + path);
        }
        handler.accept(ctx);
    }
}
