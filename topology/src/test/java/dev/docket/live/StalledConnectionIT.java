package dev.docket.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.Javalin;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** What the server holds for a client that does not read is let go with it: the exchange, the connection, the buffers. */
class StalledConnectionIT {

    private static final int IDLE_MILLIS = 300;
    private static final int MANY = 1_000_000;
    private static final Duration STALL = Duration.ofSeconds(1);

    private final PlayedSource source = new PlayedSource();
    private final CompletableFuture<Void> completed = new CompletableFuture<>();

    @Test
    void theServerIsAsPatientAsTheHubAndThenHoldsNothingAnyMore() throws Exception {
        AtomicInteger told = new AtomicInteger();
        source.queue(() -> CompletableFuture.completedFuture(
                Optional.of(told.incrementAndGet() == 1 ? "{}" : "x".repeat(1_000_000) + told.get())));
        WatchHub hub = new WatchHub(source, new WatchHub.Limits(Duration.ofMillis(50), MANY, STALL, 10));
        Javalin server = serve(new Streams(hub)).start();
        ServerConnector connector =
                (ServerConnector) server.jettyServer().server().getConnectors()[0];
        long begun = System.nanoTime(); // before the client can have stalled
        try (StallingClient client = new StallingClient("127.0.0.1", connector.getLocalPort(), "/watch")) {
            assertThat(connector.getConnectedEndPoints()).hasSize(1);

            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
                hub.decided("q");
                return connector.getConnectedEndPoints().isEmpty() && completed.isDone();
            });

            assertThat(System.nanoTime() - begun).isGreaterThan(STALL.toNanos());
            assertThat(hub.dropped())
                    .as("dropped by the hub, not by the server")
                    .isEqualTo(1);
            assertThat(client.drain()).isLessThan(1_000_000);
        } finally {
            hub.close();
            server.stop();
        }
    }

    private Javalin serve(Streams streams) {
        return Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.addConnector((jetty, http) -> {
                ServerConnector connector = new ServerConnector(jetty, new HttpConnectionFactory(http));
                connector.setHost("127.0.0.1");
                connector.setIdleTimeout(IDLE_MILLIS);
                return connector;
            });
            config.routes.get(
                    "/watch",
                    ctx -> ctx.future(() -> {
                        ctx.req().getAsyncContext().addListener(new Completion());
                        return streams.watch(ctx.req().getAsyncContext(), "q").thenAccept(opening -> {});
                    }));
        });
    }

    private final class Completion implements AsyncListener {

        @Override
        public void onComplete(AsyncEvent event) {
            completed.complete(null);
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // Not what is waited for.
        }

        @Override
        public void onError(AsyncEvent event) {
            // Completion follows.
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // Begun already.
        }
    }
}
