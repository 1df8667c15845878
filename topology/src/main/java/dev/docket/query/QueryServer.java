package dev.docket.query;

import dev.docket.config.HostPort;
import dev.docket.serde.EventJson;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.function.Supplier;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API of one instance. Every error is {@code application/problem+json}; nothing a client sends is logged or
 * echoed unchecked; no answer says what software gave it.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class QueryServer implements AutoCloseable {

    /** Longer than any id that the queue accepts. */
    private static final int MAX_ID_LENGTH = 512;

    private static final int MAX_REQUEST_BYTES = 16 * 1024;

    private static final int MAX_THREADS = 16;

    private static final int MIN_THREADS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);

    private final Javalin server;

    private final HostPort address;

    private QueryServer(Javalin server, HostPort address) {
        this.server = server;
        this.address = address;
    }

    /**
     * Starts to listen.
     *
     * @param listen where; port 0 for any free one
     * @param health how the process is doing
     * @param status knows where executions stand
     * @param metrics the metrics, in the text format of Prometheus
     * @throws IOException if the address cannot be listened on
     */
    public static QueryServer start(HostPort listen, Health health, StatusSource status, Supplier<String> metrics)
            throws IOException {
        Javalin server = Javalin.create(config -> {
            shape(config);
            config.routes.get("/health/live", ctx -> health(ctx, health.isLive(), health));
            config.routes.get("/health/ready", ctx -> health(ctx, health.isReady(), health));
            config.routes.get(
                    "/metrics",
                    ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                            .result(metrics.get()));
            config.routes.get("/v1/queues/{queue}/executions/{id}", ctx -> status(ctx, status));
        });
        try {
            server.start(listen.host(), listen.port());
        } catch (JavalinBindException e) {
            server.stop();
            throw new IOException("cannot listen on " + listen, e);
        }
        return new QueryServer(server, new HostPort(listen.host(), server.port()));
    }

    /** Where it listens. */
    public HostPort address() {
        return address;
    }

    /** Stops listening. */
    @Override
    public void close() {
        server.stop();
    }

    private static void shape(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_REQUEST_BYTES;
        config.http.prefer405over404 = true;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ProblemErrors()));
        config.routes.exception(
                HttpResponseException.class,
                (e, ctx) -> problem(
                        ctx, e.getStatus(), ProblemErrors.title(e.getStatus()), ProblemErrors.detail(e.getStatus())));
        config.routes.exception(Exception.class, (e, ctx) -> {
            LOG.atError().setCause(e).log("a request could not be answered");
            problem(ctx, 500, ProblemErrors.title(500), ProblemErrors.detail(500));
        });
    }

    private static void health(Context ctx, boolean good, Health health) {
        ctx.header("Cache-Control", "no-store");
        if (good) {
            ctx.contentType("text/plain").result(health.state());
        } else {
            problem(ctx, 503, "Not ready", "The state is " + health.state() + ".");
        }
    }

    private static void status(Context ctx, StatusSource source) throws IOException {
        String queue = ctx.pathParam("queue");
        String id = ctx.pathParam("id");
        ctx.header("Cache-Control", "no-store");
        if (queue.length() > MAX_ID_LENGTH || id.length() > MAX_ID_LENGTH) {
            problem(ctx, 400, "Bad request", "Queues and ids have at most " + MAX_ID_LENGTH + " characters.");
            return;
        }
        StatusAnswer answer = source.status(queue, id);
        if (answer instanceof StatusAnswer.Known known) {
            ctx.contentType("application/json").result(EventJson.values().writeValueAsBytes(known.status()));
        } else if (answer instanceof StatusAnswer.Elsewhere elsewhere) {
            // The path as it came, still encoded: it holds no line break, and means the same there.
            ctx.header("Location", "http://" + elsewhere.owner() + ctx.path());
            problem(ctx, 307, "Elsewhere", "Another instance owns the queue: " + elsewhere.owner() + ".");
        } else if (answer instanceof StatusAnswer.Unavailable unavailable) {
            ctx.header("Retry-After", "1");
            problem(ctx, 503, "Unavailable", unavailable.reason());
        } else {
            problem(ctx, 404, "No such execution", "The queue knows no execution of this id, or has forgotten it.");
        }
    }

    private static void problem(Context ctx, int status, String title, String detail) {
        ctx.status(status).contentType(Problem.CONTENT_TYPE);
        try {
            ctx.result(EventJson.values().writeValueAsBytes(Problem.of(status, title, detail)));
        } catch (IOException e) {
            throw new IllegalStateException("a problem can always be written", e);
        }
    }
}
