package dev.docket.cluster.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.docket.cluster.store.Key;
import dev.docket.cluster.store.ObjectStore;
import dev.docket.cluster.store.WatchHub;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP side: reads requests, asks {@link Routes}, writes answers and keeps watches going. Binds to loopback only and
 * answers requests that name it by a loopback address only, so that no web page can reach it through a browser.
 */
public final class ApiServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);
    private static final int MAX_BODY_BYTES = 3 << 20;
    private static final int MAX_FRAME_BYTES = 16 << 20;

    /**
     * How to serve.
     *
     * @param port 0 for any free one
     * @param token what clients must send as a bearer token, or null for no authentication
     */
    public record Options(int port, @Nullable String token, Duration bookmarkInterval, Clock clock) {}

    private final ObjectStore store;
    private final WatchHub hub;
    private final Gate gate;
    private final WatchConnections watches;
    private final int port;
    private final Routes routes;
    private final Vertx vertx;
    private final HttpServer server;
    private volatile Faults faults = Faults.NONE;
    private volatile RequestObserver observer = RequestObserver.NONE;
    private volatile WatchFaults watchFaults = WatchFaults.NONE;

    /** A server that does not listen yet. */
    public ApiServer(ObjectStore store, WatchHub hub, PodLogs logs, Options options) {
        this.store = store;
        this.hub = hub;
        this.port = options.port();
        this.routes = new Routes(store, logs, options.clock());
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.gate = new Gate(options.token());
        this.watches =
                new WatchConnections(vertx, store, hub, options.bookmarkInterval(), events -> watchFaults.next(events));
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(options.port())
                .setTcpNoDelay(true)
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(64 << 10)
                .setMaxHeaderSize(64 << 10)
                .setMaxWebSocketFrameSize(MAX_FRAME_BYTES)
                .setMaxWebSocketMessageSize(MAX_FRAME_BYTES));
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if the port is taken; the server can only be closed then
     */
    public void listen() throws IOException {
        try {
            server.requestHandler(this::receive);
            server.listen().toCompletionStage().toCompletableFuture().get();
        } catch (ExecutionException e) {
            throw new IOException("the cluster stand-in cannot listen on port " + port, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting", e);
        }
    }

    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Who hears of requests from now on. */
    public void observer(RequestObserver next) {
        this.observer = next;
    }

    /** What goes wrong from now on. */
    public void faults(Faults next) {
        this.faults = next;
    }

    /** What goes wrong with the events of watches from now on. */
    public void watchFaults(WatchFaults next) {
        this.watchFaults = next;
    }

    /** Makes an object as a client would; one of that name that is there takes its {@code spec}. */
    public void ensure(String resource, String namespace, ObjectNode object) {
        String name = object.path("metadata").path("name").asText();
        JsonNode spec = object.path("spec");
        ObjectStore.Edited edited = store.edit(new Key(resource, namespace, name), (current, tree) -> {
            if (spec.isObject()) {
                tree.set("spec", spec);
            }
            return spec.isObject();
        });
        if (edited != null) {
            return;
        }
        try {
            ResourceKind kind = ResourceKind.ofPlural(resource).orElseThrow();
            routes.births().create(kind, namespace, object, false);
        } catch (ApiRefusal refusal) {
            throw new IllegalArgumentException(refusal.getMessage(), refusal);
        }
    }

    private void receive(HttpServerRequest request) {
        String agent = request.getHeader("User-Agent");
        observer.came(request.method().name(), request.uri(), agent == null ? "" : agent);
        Faults.Fault fault = faults.next(request.method().name(), request.uri());
        request.exceptionHandler(gone -> {});
        if (fault instanceof Faults.CutBefore) {
            drop(request);
        } else if (fault instanceof Faults.Refuse refuse) {
            ApiRefusal refusal = ApiRefusal.of(refuse.code(), refuse.reason(), refuse.message());
            refusal.headers().putAll(refuse.headers());
            request.endHandler(end -> write(request, Answer.refusal(refusal)));
        } else if (fault instanceof Faults.Delay delay) {
            request.pause();
            vertx.setTimer(Math.max(1, delay.by().toMillis()), timer -> {
                read(request, fault);
                request.resume();
            });
        } else {
            read(request, fault);
        }
    }

    private static void drop(HttpServerRequest request) {
        request.connection().close();
    }

    private void read(HttpServerRequest request, Faults.Fault fault) {
        ApiRefusal refused = gate.refusal(request);
        if (refused != null) {
            request.endHandler(end -> write(request, Answer.refusal(refused)));
            return;
        }
        if (request.method().name().equals("GET")) {
            serve(request, Buffer.buffer(), fault);
            return;
        }
        Buffer body = Buffer.buffer();
        boolean[] tooLarge = {false};
        request.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_BODY_BYTES) {
                tooLarge[0] = true;
            } else {
                body.appendBuffer(chunk);
            }
        });
        request.endHandler(end -> {
            if (tooLarge[0]) {
                write(
                        request,
                        Answer.refusal(ApiRefusal.of(
                                413, "RequestEntityTooLarge", "Request entity too large: limit is " + MAX_BODY_BYTES)));
            } else {
                serve(request, body, fault);
            }
        });
    }

    private void serve(HttpServerRequest request, Buffer body, Faults.Fault fault) {
        if (fault instanceof Faults.DelayEffect delay) {
            vertx.setTimer(Math.max(1, delay.by().toMillis()), timer -> serve(request, body, new Faults.Pass()));
            return;
        }
        Map<String, String> query = new LinkedHashMap<>();
        request.params().forEach(entry -> query.putIfAbsent(entry.getKey(), entry.getValue()));
        Answer answer = answer(new ApiRequest(
                request.method().name(),
                segments(request.path()),
                query,
                request.getHeader("Content-Type"),
                body.getBytes()));
        if (answer instanceof Answer.Watch watch) {
            watches.open(request, watch);
        } else if (answer instanceof Answer.Whole whole) {
            if (fault instanceof Faults.CutAfter) {
                writeHalf(request, whole);
            } else if (fault instanceof Faults.DelayAnswer delay) {
                vertx.setTimer(Math.max(1, delay.by().toMillis()), timer -> write(request, whole));
            } else {
                write(request, whole);
            }
        }
    }

    private Answer answer(ApiRequest request) {
        try {
            return routes.answer(request);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue("method", request.method())
                    .addKeyValue("path", request.path())
                    .log("a request could not be handled");
            return Answer.refusal(ApiRefusal.of(500, "InternalError", "Internal error occurred: " + e.getMessage()));
        }
    }

    private static List<String> segments(@Nullable String path) {
        List<String> segments = new ArrayList<>();
        for (String segment : String.valueOf(path).split("/", -1)) {
            if (!segment.isEmpty()) {
                segments.add(decoded(segment));
            }
        }
        return segments;
    }

    /** A segment that cannot be decoded names nothing, so it is taken as it is and not found. */
    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    private static void write(HttpServerRequest request, Answer answer) {
        if (answer instanceof Answer.Whole whole && !request.response().closed()) {
            HttpServerResponse response = head(request, whole);
            response.end(Buffer.buffer(whole.body()));
        }
    }

    private static void writeHalf(HttpServerRequest request, Answer.Whole whole) {
        HttpServerResponse response = head(request, whole);
        response.putHeader("Content-Length", Integer.toString(whole.body().length));
        response.write(Buffer.buffer(Arrays.copyOf(whole.body(), whole.body().length / 2)))
                .onComplete(written -> drop(request));
    }

    private static HttpServerResponse head(HttpServerRequest request, Answer.Whole whole) {
        HttpServerResponse response = request.response().setStatusCode(whole.code());
        response.putHeader("Content-Type", whole.contentType());
        whole.headers().forEach(response::putHeader);
        return response;
    }

    @Override
    public void close() {
        hub.cutAll();
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the HTTP server cannot be closed", e.getCause());
        }
    }
}
