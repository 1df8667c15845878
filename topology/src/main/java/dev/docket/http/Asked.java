package dev.docket.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.event.Fault;
import dev.docket.query.Peers;
import dev.docket.query.Reach;
import dev.docket.queue.Checks;
import dev.docket.serde.EventJson;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checked parts of a request. What is wrong is kept until {@link #check}, so that all of it is told together. */
final class Asked {

    private final Context ctx;
    private final List<Fault> faults = new ArrayList<>();

    Asked(Context ctx) {
        this.ctx = ctx;
    }

    /** The queue in the path. */
    String queue() {
        String queue = ctx.pathParam("queue");
        if (!Checks.isQueueName(queue)) {
            fault("queue", "1 to 63 of a-z, 0-9, '.', '_' and '-', a letter or digit first and last");
        }
        return queue;
    }

    /** An id in the path. */
    String id(String name) {
        String id = ctx.pathParam(name);
        if (!Checks.isId(id)) {
            fault(name, "1 to " + Checks.MAX_ID_LENGTH + " printable characters");
        }
        return id;
    }

    /** A whole number in the query. */
    int number(String name, int absent, int least, int most) {
        String text = ctx.queryParam(name);
        if (text == null) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same fault.
        }
        fault(name, "a whole number from " + least + " to " + most);
        return absent;
    }

    /** Whether the query says {@code name=value}; the only value that this parameter has. */
    boolean flag(String name, String value) {
        String text = ctx.queryParam(name);
        if (text != null && !text.equals(value)) {
            fault(name, "only " + value);
        }
        return text != null;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(ctx.queryParam(name));
    }

    /** Path and query as they came, to be asked elsewhere. */
    String target() {
        String query = ctx.queryString();
        return ctx.req().getRequestURI() + (query == null ? "" : "?" + query);
    }

    /** How far the request may go: to any instance, unless another instance asks. */
    Reach reach() {
        String reach = ctx.header(Peers.REACH_HEADER);
        if (reach == null) {
            return Reach.ANYWHERE;
        }
        return reach.toUpperCase(Locale.ROOT).equals(Reach.ANY_COPY_HERE.name())
                ? Reach.ANY_COPY_HERE
                : Reach.ACTIVE_HERE;
    }

    /**
     * The body as a value.
     *
     * @throws Refused if it is none: 415 if it is not said to be JSON, 400 if it is not JSON, or a part of it is of the
     *     wrong kind
     */
    <T> T body(Class<T> type) {
        byte[] bytes = json();
        try {
            JsonNode tree = EventJson.values().readTree(bytes);
            if (tree == null || !tree.isObject()) {
                throw new Refused(Problem.of(400, "The body is not a JSON object."));
            }
            return EventJson.values().readValue(bytes, type);
        } catch (JsonMappingException e) {
            fault(path(e), "of the wrong kind, or missing");
            check();
            throw new IllegalStateException(e);
        } catch (JsonProcessingException e) {
            throw new Refused(Problem.of(400, "The body is not JSON, or an object in it names a field twice."));
        } catch (IOException e) {
            throw new IllegalStateException("bytes can always be read", e);
        }
    }

    /** A page of another site may send a form to this address, but not JSON: browsers ask first, and get no leave. */
    private byte[] json() {
        String type = ctx.contentType();
        if (type == null || !type.split(";", 2)[0].strip().equalsIgnoreCase("application/json")) {
            throw new Refused(Problem.of(415, "The body must be application/json."));
        }
        return ctx.bodyAsBytes();
    }

    void fault(String field, String allowed) {
        faults.add(new Fault(field, allowed));
    }

    void faults(List<Fault> more) {
        faults.addAll(more);
    }

    /**
     * @throws Refused if anything was wrong so far
     */
    void check() {
        if (!faults.isEmpty()) {
            throw new Refused(invalid(faults));
        }
    }

    static Problem invalid(List<Fault> faults) {
        return Problem.of(
                        400,
                        "The request is not valid: "
                                + faults.stream().map(Fault::field).distinct().collect(Collectors.joining(", ")) + ".")
                .because("INVALID")
                .with(List.copyOf(faults));
    }

    @Nullable
    String header(String name) {
        return ctx.header(name);
    }

    private static String path(JsonMappingException e) {
        String path = e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "body" : path;
    }
}
