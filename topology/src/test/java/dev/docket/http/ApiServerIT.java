package dev.docket.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.config.HostPort;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server by itself, before it is opened: what it is asked, how, and by whom. */
class ApiServerIT {

    private static final HostPort ANY = new HostPort("127.0.0.1", 0);

    private final HttpClient client = HttpClient.newHttpClient();

    private final Doing doing = new Doing();

    private ApiServer server;

    @BeforeEach
    void start() throws IOException {
        server = ApiServer.start(ANY, new HostPort("docket-0.example", 80), doing, () -> "docket_up 1\n");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/queues/q/executions/a, 503",
        "/v1/queues/q, 503",
        "/v1/queues, 503",
        "/v1/instances, 503",
        "/v1/queues/No%20Queue, 400",
        "/v1/queues/q/executions?limit=1001, 400",
        "/v1/queues/q/executions?from=-1, 400",
        "/v1/queues?limit=many, 400",
        "/, 404",
        "/v2/queues, 404",
        "/v1/queues/q/executions/../../x, 404",
        "/%zz, 400"
    })
    void everyErrorIsAProblem(String path, int status) throws Exception {
        JsonNode problem = assertIsProblem(raw("GET " + path + " HTTP/1.1"), status);

        assertThat(problem.get("detail").asText()).isNotEmpty().doesNotContain("Exception");
    }

    @Test
    void tellsAllFaultsOfARequestTogether() throws Exception {
        JsonNode problem = assertIsProblem(raw("GET /v1/queues/No%20Queue/executions?from=-1&limit=0 HTTP/1.1"), 400);

        assertThat(problem.get("faults").findValuesAsText("field")).containsExactlyInAnyOrder("queue", "from", "limit");
        assertThat(problem.get("reason").asText()).isEqualTo("INVALID");
    }

    @Test
    void whileItStartsItSaysThatItIsWorthTryingAgain() throws Exception {
        HttpResponse<String> response = get("/v1/queues/q/executions/a");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void whatIsTooLongOrNoHttpIsAProblemToo() throws Exception {
        assertIsProblem(raw("GET /v1/queues/q/executions/" + "x".repeat(600) + " HTTP/1.1"), 400);
        assertIsProblem(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1"), 414);
        assertIsProblem(raw("DELETE /metrics HTTP/1.1"), 405);
        assertIsProblem(raw("GET / HTTP/1.1\r\nX-Long: " + "y".repeat(20_000)), 431);
    }

    @Test
    void takesOnlyBodiesThatAreSaidToBeJsonAndAre() throws Exception {
        assertThat(post("text/plain", "{\"executionId\":\"a\"}").statusCode()).isEqualTo(415);
        assertThat(post("application/x-www-form-urlencoded", "a=b").statusCode())
                .isEqualTo(415);
        assertThat(post("application/json", "{\"executionId\":").statusCode()).isEqualTo(400);
        assertThat(post("application/json", "[]").statusCode()).isEqualTo(400);
        assertThat(post("application/json", "").statusCode()).isEqualTo(400);
        HttpResponse<String> wrongKind =
                post("application/json", "{\"executionId\":\"a\",\"timeoutSeconds\":9999999999}");
        assertThat(wrongKind.statusCode()).isEqualTo(400);
        assertThat(wrongKind.body()).contains("\"field\":\"timeoutSeconds\"");
        assertThat(post("application/json", "{\"script\":\"" + "x".repeat(2_200_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8080"})
    void answersNoPageThatHasItsOwnNameResolveToThisMachine(String host) throws Exception {
        assertIsProblem(rawFor("GET /metrics HTTP/1.1", host), 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "127.0.0.1:1", "[::1]:8080", "DOCKET-0.example", "docket-0.example:80"})
    void answersToTheNamesOfThisMachineAndToItsAdvertisedOne(String host) throws Exception {
        assertThat(rawFor("GET /metrics HTTP/1.1", host)).startsWith("HTTP/1.1 200");
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
        assertThat(get("/health/ready").body())
                .isEqualTo("{\"state\":\"RUNNING\",\"active\":4,\"standby\":2,\"indexing\":0}");

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
        assertThatThrownBy(() -> ApiServer.start(server.address(), null, doing, () -> ""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(server.address().toString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        URI uri = URI.create("http://" + server.address() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        URI uri = URI.create("http://" + server.address() + "/v1/queues/q/executions");
        return client.send(
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private String raw(String head) throws IOException {
        return rawFor(head, "localhost");
    }

    /** As it goes over the wire: clients in libraries would not send some of it. */
    private String rawFor(String head, String host) throws IOException {
        try (Socket socket =
                new Socket(server.address().host(), server.address().port())) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    (head + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
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
        public HealthReport report() {
            return new HealthReport(state, 4, 2, 0);
        }
    }
}
