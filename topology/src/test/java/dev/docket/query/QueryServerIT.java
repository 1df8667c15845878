package dev.docket.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.config.HostPort;
import dev.docket.event.ExecutionState;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryServerIT {

    private static final HostPort ANY = new HostPort("127.0.0.1", 0);

    private final HttpClient client = HttpClient.newHttpClient();

    private final Doing doing = new Doing();

    private QueryServer server;

    @BeforeEach
    void start() throws IOException {
        server = QueryServer.start(ANY, doing, QueryServerIT::answer, () -> "docket_up 1\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void saysWhereAnExecutionStands() throws Exception {
        HttpResponse<String> response = get("/v1/queues/night%20shift/executions/job-1");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(EventJson.values().readTree(response.body()))
                .isEqualTo(EventJson.values().readTree("""
                        {"queue":"night shift","executionId":"job-1","incarnation":"3-42","state":"PENDING",
                         "userId":"ada","priority":"HIGH","line":{"position":2,"depth":7},"cancelRequested":false,
                         "since":"2026-11-23T20:00:00Z"}"""));
    }

    @ParameterizedTest
    @CsvSource({"a%2Fb, a/b", "%2e%2e%2f, ../", "%C3%A9%3F, é?", "a+b, a+b", "%25zz, %zz"})
    void takesIdsAsTheyWereEncoded(String encoded, String id) throws Exception {
        HttpResponse<String> response = get("/v1/queues/night%20shift/executions/" + encoded);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(EventJson.values()
                        .readTree(response.body())
                        .get("executionId")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void sendsOnToTheInstanceThatOwnsTheQueue() throws Exception {
        HttpResponse<String> response = get("/v1/queues/far%2Daway/executions/a%20b");

        assertThat(response.statusCode()).isEqualTo(307);
        assertThat(response.headers().firstValue("Location"))
                .contains("http://other:8080/v1/queues/far%2Daway/executions/a%20b");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/queues/q/executions/none, 404",
        "/v1/queues/moving/executions/a, 503",
        "/v1/queues/broken/executions/a, 500",
        "/v1/queues/q, 404",
        "/, 404",
        "/v1/queues/q/executions/../../x, 404",
        "/%zz, 400"
    })
    void everyErrorIsAProblem(String path, int status) throws Exception {
        JsonNode problem = assertIsProblem(raw("GET " + path + " HTTP/1.1"), status);

        assertThat(problem.get("detail").asText()).isNotEmpty().doesNotContain("secret detail", "Exception");
    }

    @Test
    void whatIsTooLongOrNoHttpIsAProblemToo() throws Exception {
        assertIsProblem(raw("GET /v1/queues/q/executions/" + "x".repeat(600) + " HTTP/1.1"), 400);
        assertIsProblem(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1"), 414);
        assertIsProblem(raw("DELETE /metrics HTTP/1.1"), 405);
        assertIsProblem(raw("GET / HTTP/1.1\r\nX-Long: " + "y".repeat(20_000)), 431);
    }

    @Test
    void noAnswerSaysWhatSoftwareGaveIt() throws Exception {
        for (String path : new String[] {"/metrics", "/health/live", "/nowhere", "/%zz"}) {
            assertThat(raw("GET " + path + " HTTP/1.1")).doesNotContainIgnoringCase("jetty", "javalin", "server:");
        }
    }

    @Test
    void healthFollowsTheProcess() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("STARTING");

        doing.state = "RUNNING";
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        doing.state = "ERROR";
        assertThat(get("/health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void showsMetrics() throws Exception {
        HttpResponse<String> response = get("/metrics");

        assertThat(response.body()).isEqualTo("docket_up 1\n");
        assertThat(response.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    }

    @Test
    void saysThatAnAddressIsTaken() {
        assertThatThrownBy(() -> QueryServer.start(server.address(), doing, QueryServerIT::answer, () -> ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(server.address().toString());
    }

    private static StatusAnswer answer(String queue, String id) {
        return switch (queue) {
            case "night shift" ->
                new StatusAnswer.Known(new ExecutionStatus(
                        queue,
                        id,
                        new Incarnation(3, 42),
                        ExecutionState.PENDING,
                        "ada",
                        Priority.HIGH,
                        new ExecutionStatus.Place(2, 7),
                        null,
                        false,
                        null,
                        Instant.parse("2026-11-23T20:00:00Z"),
                        null));
            case "far-away" -> new StatusAnswer.Elsewhere(new HostPort("other", 8080));
            case "moving" -> new StatusAnswer.Unavailable("The queue is moving.");
            case "broken" -> throw new IllegalStateException("secret detail");
            default -> new StatusAnswer.Unknown();
        };
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://" + server.address() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As it goes over the wire: clients in libraries would not send some of it. */
    private String raw(String head) throws IOException {
        try (Socket socket =
                new Socket(server.address().host(), server.address().port())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "\r\nHost: x\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static JsonNode assertIsProblem(String response, int status) throws IOException {
        assertThat(response).startsWith("HTTP/1.1 " + status).contains("application/problem+json");
        JsonNode problem = EventJson.values().readTree(response.substring(response.indexOf("\r\n\r\n") + 4));
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        return problem;
    }

    private static final class Doing implements Health {

        private volatile String state = "STARTING";

        @Override
        public boolean isLive() {
            return !state.equals("ERROR");
        }

        @Override
        public boolean isReady() {
            return state.equals("RUNNING");
        }

        @Override
        public String state() {
            return state;
        }
    }
}
