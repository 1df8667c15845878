package dev.docket.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.config.HostPort;
import dev.docket.http.ApiServer;
import dev.docket.http.Backend;
import dev.docket.http.Health;
import dev.docket.http.HealthReport;
import dev.docket.serde.EventJson;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams from a real server to clients on sockets; what there is to tell is played. */
class StreamsIT {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int MANY = 1_000_000;
    private static final Duration STALL = Duration.ofSeconds(1);
    private static final String QUEUE = "/v1/queues/q/events";

    private final PlayedSource source = new PlayedSource();
    private final HttpClient http = HttpClient.newHttpClient();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private WatchHub hub;
    private ApiServer server;

    @AfterEach
    void stop() {
        hub.close();
        server.close();
    }

    /** Large events, of which the second one is in the way already, and small ones, which the operating system gathers. */
    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 10_000})
    void whoeverStopsReadingIsDroppedAndLittleIsKeptForThemUntilThen(int payload) throws Exception {
        AtomicInteger told = new AtomicInteger();
        source.queue(() -> CompletableFuture.completedFuture(
                Optional.of(told.incrementAndGet() == 1 ? "{}" : "x".repeat(payload) + told.get())));
        start(new WatchHub.Limits(Duration.ofMillis(50), MANY, STALL, 10));

        try (StallingClient client =
                new StallingClient("127.0.0.1", server.address().port(), QUEUE)) {
            assertThat(metric("coordinator_watchers")).isEqualTo(1);
            await(() -> {
                hub.decided("q");
                assertThat(hub.waiting()).isBetween(0, 1);
                return metric("coordinator_watchers_dropped_total") == 1;
            });

            assertThat(metric("coordinator_watchers")).isZero();
            assertThat(client.drain())
                    .as("told %d times %d bytes", told.get(), payload)
                    .isLessThan(400_000);
            assertThat(told).hasValueGreaterThan(5);
        }
    }

    @Test
    void manyChangesMakeFewEventsAndTheLastOneAlwaysComes() throws Exception {
        source.queue("0");
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 10));
        EventClient client = watch(QUEUE);
        await(() -> !client.seen().isEmpty());

        long begun = System.nanoTime();
        for (int i = 1; i <= 100; i++) {
            source.queue(Integer.toString(i));
            hub.decided("q");
        }
        long passes = (System.nanoTime() - begun) / INTERVAL.toNanos() + 1;
        await(() -> client.last().data().equals("100"));

        assertThat(client.seen()).hasSizeLessThanOrEqualTo((int) passes + 2);
        assertThat(client.seen()).extracting(EventClient.Seen::event).containsOnly("queue");
    }

    @Test
    void oneQuestionServesAllWhoWatchAQueueAndWhatHasNotChangedIsNotSaidAgain() throws Exception {
        source.queue("a");
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 100));
        List<EventClient> clients = watch(50, QUEUE);
        await(() -> clients.stream().allMatch(client -> client.seen().size() == 1));
        int asked = source.overviews();
        for (int i = 0; i < 3; i++) {
            int before = source.overviews();
            hub.decided("q");
            await(() -> source.overviews() > before);
        }
        source.queue("b");
        hub.decided("q");
        await(() -> clients.stream().allMatch(client -> client.last().data().equals("b")));

        assertThat(clients).allSatisfy(client -> assertThat(client.seen()).hasSize(2));
        assertThat(source.overviews() - asked).isLessThan(10);
    }

    @Test
    void manyWhoWatchAreToldLessOftenButTheLast() throws Exception {
        source.queue("0");
        int perSecond = 40;
        start(new WatchHub.Limits(INTERVAL, perSecond, STALL, 100));
        List<EventClient> clients = watch(20, QUEUE);
        await(() -> clients.stream().allMatch(client -> client.seen().size() == 1));

        int asked = source.overviews();
        long begun = System.nanoTime();
        AtomicInteger changes = new AtomicInteger();
        await(() -> {
            source.queue(Integer.toString(changes.incrementAndGet()));
            hub.decided("q");
            return source.overviews() - asked >= 3;
        });
        double seconds = (System.nanoTime() - begun) / 1e9;
        source.queue("last");
        hub.decided("q");
        await(() -> clients.stream().allMatch(client -> client.last().data().equals("last")));

        // Half a second from each question to the next.
        assertThat(seconds).isGreaterThan(2 * 20.0 / perSecond);
        assertThat(clients)
                .allSatisfy(client -> assertThat(client.seen()).hasSizeLessThanOrEqualTo(source.overviews()));
    }

    @Test
    void allWhoWatchAnExecutionAreToldItsEndAndLetGo() throws Exception {
        source.stands("e", "{\"state\":\"ACTIVE\"}");
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 200));
        List<EventClient> clients = watch(200, "/v1/queues/q/executions/e/events");
        await(() -> clients.stream().noneMatch(client -> client.seen().isEmpty()));
        assertThat(hub.watchers()).isEqualTo(200);

        source.ended("e", "{\"state\":\"FINISHED\"}");
        hub.decided("q");

        for (EventClient client : clients) {
            assertThat(client.answer().get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(client.seen())
                    .containsExactly(
                            new EventClient.Seen("status", "{\"state\":\"ACTIVE\"}"),
                            new EventClient.Seen("end", "{\"state\":\"FINISHED\"}"));
        }
        await(() -> hub.watchers() == 0);
        assertThat(hub.dropped()).isZero();
    }

    @Test
    void whatHasEndedAlreadyIsSaidAtOnceAndTheConnectionServesTheNextRequest() throws Exception {
        source.ended("e", "{\"state\":\"FINISHED\"}");
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 10));

        try (Socket socket = new Socket("127.0.0.1", server.address().port())) {
            ask(socket, "/v1/queues/q/executions/e/events");
            assertThat(readUntil(socket, "\r\n0\r\n\r\n")).contains("event: end\ndata: {\"state\":\"FINISHED\"}\n\n");
            ask(socket, "/metrics");
            assertThat(readUntil(socket, "\r\n\r\n")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void noMoreWatchThanMayHoweverManyAskAtOnce() throws Exception {
        CompletableFuture<Optional<String>> slow = new CompletableFuture<>();
        source.queue(() -> slow);
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 2));
        List<CompletableFuture<HttpResponse<InputStream>>> answers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            answers.add(http.sendAsync(request(QUEUE), BodyHandlers.ofInputStream()));
        }
        await(() -> answers.stream().filter(CompletableFuture::isDone).count() == 4);
        for (CompletableFuture<HttpResponse<InputStream>> answer : answers) {
            if (answer.isDone()) {
                HttpResponse<InputStream> refused = answer.get();
                assertIsProblem(refused, 503);
                assertThat(refused.headers().firstValue("Retry-After")).contains("1");
            }
        }
        slow.complete(Optional.of("{}"));
        for (CompletableFuture<HttpResponse<InputStream>> answer : answers) {
            answer.get(60, TimeUnit.SECONDS).body().close();
        }

        source.queue("{\"n\":1}");
        await(() -> {
            hub.decided("q");
            source.queue("{\"n\":" + System.nanoTime() + "}");
            return hub.watchers() == 0;
        });
        EventClient next = watch(QUEUE);
        await(() -> !next.seen().isEmpty());
    }

    @Test
    void whatNobodyKnowsCannotBeWatched() throws Exception {
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 10));
        assertIsProblem(http.send(request("/v1/queues/q/executions/nobody/events"), BodyHandlers.ofInputStream()), 404);

        source.queue(() -> CompletableFuture.completedFuture(Optional.empty()));
        HttpResponse<InputStream> unavailable = http.send(request(QUEUE), BodyHandlers.ofInputStream());
        assertIsProblem(unavailable, 503);
        assertThat(unavailable.headers().firstValue("Retry-After")).isPresent();

        assertThat(hub.watchers()).isZero();
    }

    @Test
    void aQuestionThatFailsIsAskedAgain() throws Exception {
        source.queue("a");
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 10));
        EventClient client = watch(QUEUE);
        await(() -> !client.seen().isEmpty());

        source.queue(() -> {
            throw new IllegalStateException("played");
        });
        int before = source.overviews();
        hub.decided("q");
        await(() -> source.overviews() > before);
        source.queue(() -> CompletableFuture.failedFuture(new IllegalStateException("played")));
        int between = source.overviews();
        await(() -> source.overviews() > between);
        source.queue("b");

        await(() -> client.last().data().equals("b"));
    }

    @Test
    void whoeverWentAwayIsForgotten() throws Exception {
        source.queue("0");
        start(new WatchHub.Limits(INTERVAL, MANY, STALL, 10));
        EventClient stays = watch(QUEUE);
        EventClient leaves = watch(QUEUE);
        await(() -> !stays.seen().isEmpty() && !leaves.seen().isEmpty());

        leaves.leave();

        AtomicInteger state = new AtomicInteger();
        await(() -> {
            source.queue(Integer.toString(state.incrementAndGet()));
            hub.decided("q");
            return hub.watchers() == 1;
        });
        source.queue("last");
        hub.decided("q");
        await(() -> stays.last().data().equals("last"));
        assertThat(hub.dropped()).isZero();
    }

    @Test
    void aHubThatClosesEndsAllStreamsEvenOfThoseWhoDoNotRead() throws Exception {
        AtomicInteger told = new AtomicInteger();
        source.queue(() -> CompletableFuture.completedFuture(
                Optional.of(told.incrementAndGet() == 1 ? "{}" : "x".repeat(1_000_000) + told.get())));
        source.stands("e", "{}");
        start(new WatchHub.Limits(INTERVAL, MANY, Duration.ofMinutes(10), 10));
        try (StallingClient stalls =
                new StallingClient("127.0.0.1", server.address().port(), QUEUE)) {
            EventClient reads = watch("/v1/queues/q/executions/e/events");
            await(() -> {
                hub.decided("q");
                return hub.waiting() == 1 && !reads.seen().isEmpty();
            });

            hub.close();

            assertThat(reads.answer().get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(stalls.drain()).isLessThan(1_000_000);
            await(() -> hub.watchers() == 0);
        }
        EventClient late = watch("/v1/queues/q/executions/e/events");
        assertThat(late.answer().get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    private void start(WatchHub.Limits limits) throws IOException {
        hub = new WatchHub(source, limits);
        WatchMeters.register(hub, meters);
        server = ApiServer.start(new HostPort("127.0.0.1", 0), null, new Well(), meters::scrape);
        server.open(new Backend(null, null, null, null, new Streams(hub)));
    }

    private EventClient watch(String path) {
        return new EventClient(http, uri(path));
    }

    private List<EventClient> watch(int count, String path) {
        List<EventClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(watch(path));
        }
        return clients;
    }

    private URI uri(String path) {
        return URI.create("http://" + server.address() + path);
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(uri(path)).build();
    }

    private double metric(String name) throws Exception {
        return http.send(request("/metrics"), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    private static void assertIsProblem(HttpResponse<InputStream> response, int status) throws IOException {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
        JsonNode problem = EventJson.values().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(status);
    }

    private static void ask(Socket socket, String path) throws IOException {
        socket.setSoTimeout((int) Duration.ofSeconds(60).toMillis());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder read = new StringBuilder();
        while (!read.toString().endsWith(end)) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                throw new IOException("ended after: " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(condition);
    }

    private static final class Well implements Health {

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public HealthReport report() {
            return new HealthReport("RUNNING", 0, 0, 0);
        }
    }
}
