package dev.docket.http;

import dev.docket.config.HostPort;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API of one instance. Every error is {@code application/problem+json}; nothing a client sends is logged or
 * echoed unchecked; no answer says what software gave it. It listens from the start; until it is opened, what needs the
 * queues answers that the instance is starting.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class ApiServer implements AutoCloseable {

    /** The largest body: a script of 200 KB may grow sixfold in JSON. */
    private static final int MAX_BODY_BYTES = 2 * 1024 * 1024;

    private static final int MAX_THREADS = 32;

    private static final int MIN_THREADS = 4;

    /** How long an answer may take: longer than anything may be waited for. */
    private static final long ANSWER_WITHIN_MILLIS = 75_000;

    private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

    private final Javalin server;

    private final HostPort address;

    private volatile @Nullable Backend backend;

    private ApiServer(HostPort listen, @Nullable HostPort advertised, Health health, Supplier<String> metrics)
            throws IOException {
        // Where it may be found is known once it listens, unless it is told.
        Supplier<String> self = () -> String.valueOf(advertised == null ? address() : advertised);
        List<Endpoint> endpoints = endpoints(this::backend, self, health, metrics);
        HostGuard guard = HostGuard.of(listen, advertised);
        server = Javalin.create(config -> {
            shape(config);
            config.routes.before(guard::check);
            endpoints.forEach(endpoint -> config.routes.addHttpHandler(
                    HandlerType.findOrCreate(endpoint.method()), endpoint.path(), endpoint::handle));
        });
        try {
            server.start(listen.host(), listen.port());
        } catch (JavalinBindException e) {
            server.stop();
            throw new IOException("cannot listen on " + listen, e);
        }
        address = new HostPort(listen.host(), server.port());
    }

    /**
     * Starts to listen.
     *
     * @param listen where; port 0 for any free one
     * @param advertised where others find it; null for where it listens
     * @param health how the process is doing
     * @param metrics the metrics, in the text format of Prometheus
     * @throws IOException if the address cannot be listened on
     */
    public static ApiServer start(
            HostPort listen, @Nullable HostPort advertised, Health health, Supplier<String> metrics)
            throws IOException {
        return new ApiServer(listen, advertised, health, metrics);
    }

    /** From now on, questions are answered and requests taken. */
    public void open(Backend ready) {
        backend = ready;
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

    /** Everything that can be asked for. */
    static List<Endpoint> endpoints(
            Supplier<Backend> backend, Supplier<String> self, Health health, Supplier<String> metrics) {
        return Stream.of(
                        new RequestEndpoints(backend).all(),
                        new ExecutionEndpoints(backend, self).all(),
                        new QueueEndpoints(backend, self).all(),
                        new OperationEndpoints(backend, health, metrics).all())
                .flatMap(List::stream)
                .toList();
    }

    private Backend backend() {
        Backend ready = backend;
        if (ready == null) {
            throw new Refused(Problem.of(503, "This instance is starting."));
        }
        return ready;
    }

    private static void shape(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.http.maxRequestSize = MAX_BODY_BYTES;
        config.http.prefer405over404 = true;
        config.http.asyncTimeout = ANSWER_WITHIN_MILLIS;
        config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        config.jetty.modifyHttpConfiguration(http -> {
            http.setSendServerVersion(false);
            http.setSendXPoweredBy(false);
        });
        config.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ProblemErrors()));
        config.routes.exception(Refused.class, (e, ctx) -> problem(ctx, e.problem()));
        config.routes.exception(HttpResponseException.class, (e, ctx) -> problem(ctx, Problem.of(e.getStatus())));
        config.routes.exception(Exception.class, (e, ctx) -> {
            if (e.getCause() instanceof Refused refused) {
                problem(ctx, refused.problem());
                return;
            }
            LOG.atError().setCause(e).log("a request could not be answered");
            problem(ctx, Problem.of(500));
        });
    }

    private static void problem(Context ctx, Problem problem) {
        Reply reply = Reply.of(problem);
        (problem.status() == 503 ? reply.with("Retry-After", "1") : reply).send(ctx);
    }
}
