package dev.docket.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The coordinators' HTTP API. Any instance answers for all of them; it asks the one that answered last, and the next when
 * that one cannot be reached or does not serve.
 *
 * <p>Errors: {@link CommandFailed}, with {@link Exit#NOT_FOUND} for what is not there, {@link Exit#UNREACHABLE} where no
 * instance answers or serves, else {@link Exit#FAILED}.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class CoordinatorClient {

    private final List<URI> instances;
    private final Patience patience;
    private final HttpClient http;
    private final AtomicInteger turn = new AtomicInteger();

    /** @param instances base URLs, at least one */
    CoordinatorClient(List<URI> instances, Patience patience) {
        this.instances = List.copyOf(instances);
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.connect())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    /** What the API answers, as it is. */
    JsonNode get(Resource resource) {
        CommandFailed failure = null;
        for (int asked = 0; asked < instances.size(); asked++) {
            try {
                return getOnce(resource, instance());
            } catch (CommandFailed e) {
                if (e.exitCode() != Exit.UNREACHABLE) {
                    throw e;
                }
                failure = e;
            }
        }
        throw failure == null ? new CommandFailed(Exit.USAGE, "no coordinator is given") : failure;
    }

    <T> T get(Resource resource, Class<T> type) {
        return read(get(resource), type);
    }

    /** @throws CommandFailed if the answer is none that a coordinator gives */
    static <T> T read(JsonNode answer, Class<T> type) {
        try {
            return EventJson.values().treeToValue(answer, type);
        } catch (JsonProcessingException e) {
            throw new CommandFailed(Exit.FAILED, "the coordinator answered with what this version cannot read", e);
        }
    }

    /** The changes of a resource; the caller closes it. */
    EventStream follow(Resource resource) {
        return new EventStream(this, resource, patience);
    }

    /** How many instances there are to ask. */
    int size() {
        return instances.size();
    }

    /** The one to ask now. */
    URI instance() {
        return instances.get(turn.get());
    }

    /** From now on another one than this is asked, if there is one. */
    void leave(URI instance) {
        int index = instances.indexOf(instance);
        turn.compareAndSet(index, (index + 1) % instances.size());
    }

    /** Asks one instance for a stream; the caller closes it. */
    InputStream open(Resource resource, URI instance) {
        HttpResponse<InputStream> response =
                send(resource, instance, "text/event-stream", HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() == 200) {
            return response.body();
        }
        try (InputStream body = response.body()) {
            String problem = new String(body.readNBytes(1 << 16), StandardCharsets.UTF_8);
            throw refused(resource, instance, response.statusCode(), problem);
        } catch (IOException e) {
            throw refused(resource, instance, response.statusCode(), "");
        }
    }

    private JsonNode getOnce(Resource resource, URI instance) {
        HttpResponse<String> response =
                send(resource, instance, "application/json", HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw refused(resource, instance, response.statusCode(), response.body());
        }
        JsonNode body = json(response.body());
        if (body == null) {
            throw new CommandFailed(Exit.FAILED, "what answers there (" + response.uri() + ") is no coordinator");
        }
        return body;
    }

    /** The time-out of a request ends with the head of the answer, so the wait for all of it has one of its own. */
    private <T> HttpResponse<T> send(Resource resource, URI instance, String accept, HttpResponse.BodyHandler<T> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(instance + resource.path()))
                .timeout(patience.answer())
                .header("Accept", accept)
                .build();
        CompletableFuture<HttpResponse<T>> answer = http.sendAsync(request, body);
        try {
            return answer.get(patience.answer().plus(patience.connect()).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(true);
            leave(instance);
            String all = instances.stream().map(URI::toString).collect(Collectors.joining(", "));
            throw new CommandFailed(
                    Exit.UNREACHABLE, "cannot reach the coordinator at " + all + " (is Docket running?)", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted", e);
        }
    }

    private CommandFailed refused(Resource resource, URI instance, int status, String body) {
        if (status == 404) {
            return new CommandFailed(Exit.NOT_FOUND, "there is no " + resource.name());
        }
        JsonNode problem = json(body);
        String detail = problem == null
                ? ""
                : ": " + problem.path("detail").asText(problem.path("title").asText());
        String message = Printable.text("the coordinator answered " + status + detail);
        // 502 and 504 are what stands in front of one says when it is down.
        if (status >= 502 && status <= 504) {
            leave(instance);
            return new CommandFailed(Exit.UNREACHABLE, message);
        }
        return new CommandFailed(Exit.FAILED, message);
    }

    /** The JSON object, or null if the text is none. */
    static @Nullable JsonNode json(String text) {
        try {
            JsonNode node = EventJson.values().readTree(text);
            return node.isObject() ? node : null;
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
