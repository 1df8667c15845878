package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.docket.event.AttemptId;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.QueueSettings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every example in the OpenAPI document, as a real server gives the document, is asked of that server and answered as it
 * says. Times, offsets, addresses and estimates may differ; what there is, may not.
 */
class ApiExamplesIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What is different each time; it must be there, and that is all. */
    private static final Set<String> VARYING = Set.of(
            "acceptedAt", "since", "scheduledAt", "startedAt", "dueAt", "oldestAcceptedAt", "incarnation", "address");

    /** Depends on how fast the machine is; an answer may come with it or without. */
    private static final Set<String> PASSING = Set.of("estimatedWaitSeconds");

    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();

    /** One example: a request, and what is answered. */
    private record Example(
            String name, String method, String target, JsonNode body, int status, String type, JsonNode answer) {}

    @Test
    void aRealServerAnswersEveryExampleAsTheDocumentSays() throws Exception {
        try (CoordinatorRig rig = new CoordinatorRig(directory, Map.of()).startOn("state");
                TopicTail commands = rig.tail(TOPICS.podCommands())) {
            arrange(rig, commands);
            String base = "http://" + rig.coordinator().address();
            JsonNode document = JSON.readTree(http.send(
                            HttpRequest.newBuilder(URI.create(base + "/openapi.json"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body());
            List<Example> examples = examples(document);
            List<String> wrong = new ArrayList<>();
            for (Example example : examples) {
                String difference = difference(example, ask(base, example));
                if (!difference.isEmpty()) {
                    wrong.add(example.name() + ": " + difference);
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(examples).hasSizeGreaterThan(25);
        }
    }

    /** One has run, one runs, three wait: the queue of the examples. */
    private static void arrange(CoordinatorRig rig, TopicTail commands) throws Exception {
        rig.set(new QueueSettings("reports", 1, 2, null, null, null));
        submit(rig, "r-0", "cyd", null);
        rig.completed(awaitCommand(commands, "r-0"));
        submit(rig, "r-1", "ada", null);
        submit(rig, "r-2", "ada", "HIGH");
        submit(rig, "r-3", "bob", null);
        submit(rig, "r-4", "bob", "LOW");
        rig.started(awaitCommand(commands, "r-1"));
        URI last = URI.create("http://" + rig.coordinator().address() + "/v1/queues/reports");
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            String body = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(last).build(), BodyHandlers.ofString())
                    .body();
            return body.contains("\"total\":3") && body.contains("\"starting\":0");
        });
    }

    private static void submit(CoordinatorRig rig, String id, String user, String priority) {
        rig.send(
                TOPICS.executionRequests(),
                "reports",
                new ExecutionRequested(
                        id,
                        user,
                        "reports",
                        priority,
                        "print(1)",
                        "python",
                        null,
                        "python:3.12-slim",
                        List.of("python3", "{script}"),
                        null,
                        600,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    private static AttemptId awaitCommand(TopicTail commands, String id) {
        return CoordinatorRig.command(commands.await(
                        "command for " + id,
                        record -> CoordinatorRig.command(record) instanceof CreatePodCommand create
                                && create.executionId().equals(id)))
                .attemptId();
    }

    /** Questions first: they change nothing. Then what is sent, in the order of the document. */
    private static List<Example> examples(JsonNode document) {
        List<Example> examples = new ArrayList<>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation ->
                                examples.addAll(examples(path.getKey(), operation.getKey(), operation.getValue()))));
        examples.sort(Comparator.comparingInt(example -> switch (example.method()) {
            case "GET" -> 0;
            case "POST" -> example.target().endsWith("/lookup") ? 0 : 1;
            default -> 2;
        }));
        return examples;
    }

    private static List<Example> examples(String path, String method, JsonNode operation) {
        Map<String, Example> examples = new LinkedHashMap<>();
        JsonNode bodies = operation.at("/requestBody/content/application~1json/examples");
        operation
                .get("responses")
                .properties()
                .forEach(response -> response.getValue()
                        .get("content")
                        .properties()
                        .forEach(content -> content.getValue()
                                .path("examples")
                                .properties()
                                .forEach(example -> examples.put(
                                        example.getKey(),
                                        new Example(
                                                operation.get("operationId").asText() + "." + example.getKey(),
                                                method.toUpperCase(Locale.ROOT),
                                                target(path, operation, example.getKey()),
                                                bodies.path(example.getKey()).path("value"),
                                                Integer.parseInt(response.getKey()),
                                                content.getKey(),
                                                example.getValue().get("value"))))));
        // In the order in which the bodies stand, where there are any: one may need what the one before it made.
        List<Example> ordered = new ArrayList<>();
        bodies.fieldNames().forEachRemaining(name -> ordered.add(examples.remove(name)));
        ordered.addAll(examples.values());
        return ordered;
    }

    private static String target(String path, JsonNode operation, String example) {
        Map<String, String> query = new LinkedHashMap<>();
        Map<String, String> segments = new LinkedHashMap<>();
        operation.path("parameters").forEach(parameter -> {
            JsonNode value = parameter.at("/examples/" + example + "/value");
            if (!value.isMissingNode()) {
                (parameter.get("in").asText().equals("path") ? segments : query)
                        .put(parameter.get("name").asText(), encoded(value.asText()));
            }
        });
        String filled = SLOT.matcher(path).replaceAll(slot -> segments.get(slot.group(1)));
        return filled
                + (query.isEmpty()
                        ? ""
                        : query.entrySet().stream()
                                .map(pair -> pair.getKey() + "=" + pair.getValue())
                                .reduce("?", (all, one) -> all.endsWith("?") ? all + one : all + "&" + one));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpResponse<Stream<String>> ask(String base, Example example) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + example.target())).timeout(Duration.ofSeconds(30));
        if (example.body().isMissingNode()) {
            request.method(example.method(), BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(
                            example.method(),
                            BodyPublishers.ofString(example.body().toString()));
        }
        return http.send(request.build(), BodyHandlers.ofLines());
    }

    private static String difference(Example example, HttpResponse<Stream<String>> response) throws Exception {
        String type = response.headers().firstValue("Content-Type").orElse("");
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != example.status() || !type.startsWith(example.type())) {
                return response.statusCode() + " " + type + " " + lines.limit(5).toList();
            }
            if (example.type().equals("text/event-stream")) {
                // The first event: the stream goes on.
                return events(example, lines.takeWhile(line -> !line.isEmpty()).toList());
            }
            List<String> text = lines.toList();
            if (example.type().startsWith("text/plain")) {
                List<String> missing = example.answer()
                        .asText()
                        .lines()
                        .map(line -> line.replaceFirst(" [0-9.E-]+$", " "))
                        .filter(line -> text.stream().noneMatch(told -> told.startsWith(line)))
                        .toList();
                return missing.isEmpty() ? "" : "missing " + missing;
            }
            JsonNode told = JSON.readTree(String.join("\n", text));
            if (example.target().equals("/openapi.json")) {
                return told.get("openapi").equals(example.answer().get("openapi")) ? "" : "another version";
            }
            return same(example.answer(), told);
        }
    }

    private static String events(Example example, List<String> told) throws Exception {
        List<String> expected = example.answer()
                .asText()
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .toList();
        if (told.size() != 2 || !told.get(0).equals(expected.get(0))) {
            return "another event: " + told;
        }
        return same(data(expected.get(1)), data(told.get(1)));
    }

    private static JsonNode data(String line) throws Exception {
        return JSON.readTree(line.substring("data:".length()));
    }

    private static String same(JsonNode expected, JsonNode told) {
        JsonNode plain = plain(told);
        return plain(expected).equals(plain) ? "" : plain + " from " + told;
    }

    /** Without what differs each time. */
    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode plain = JSON.createArrayNode();
            array.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode plain = JSON.createObjectNode();
            object.properties().stream()
                    .filter(field -> !PASSING.contains(field.getKey()))
                    .forEach(field -> plain.set(
                            field.getKey(),
                            VARYING.contains(field.getKey()) ? TextNode.valueOf("…") : plain(field.getValue())));
            return plain;
        }
        return node;
    }
}
