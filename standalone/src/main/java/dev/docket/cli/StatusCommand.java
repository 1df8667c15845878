package dev.docket.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket status}. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        header = "Where is it, what is ahead of it, when will it start.",
        description = "",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:found",
            "1:the coordinator answered with an error",
            "2:wrong command line or settings",
            "3:the coordinator cannot be reached",
            "4:there is no such execution"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  docket status hello-k3v9q2x7", "  docket status --queue batch -o json run-17"})
final class StatusCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Parameters(paramLabel = "ID", description = "The execution's id.")
    String id = "";

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--queue", defaultValue = "default", description = "Its queue. Default: ${DEFAULT-VALUE}.")
    String queue = "default";

    @Option(
            names = "--coordinator",
            paramLabel = "URL",
            description =
                    "Where a coordinator answers. Default: the running standalone, or else http://127.0.0.1:8080.")
    @Nullable
    URI coordinator;

    @Override
    public Integer call() {
        URI base = coordinator == null ? connection.coordinator() : coordinator;
        HttpResponse<String> response = get(base);
        if (response.statusCode() == 404) {
            throw new CommandFailed(Exit.NOT_FOUND, "there is no execution " + id + " in the queue " + queue);
        }
        JsonNode body = body(response);
        if (response.statusCode() != 200) {
            throw new CommandFailed(
                    response.statusCode() == 503 ? Exit.UNREACHABLE : Exit.FAILED,
                    "the coordinator answered " + response.statusCode() + ": "
                            + body.path("detail").asText(body.path("title").asText()));
        }
        if (output.json()) {
            output.print(body);
        } else {
            print("", body);
        }
        return Exit.OK;
    }

    /** One field a line; those of an object inside are named by both. */
    private void print(String prefix, JsonNode object) {
        object.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isObject()) {
                print(prefix + field.getKey() + ".", value);
            } else if (!value.isNull()) {
                output.out()
                        .printf("%-22s %s%n", prefix + field.getKey(), value.isValueNode() ? value.asText() : value);
            }
        });
    }

    private HttpResponse<String> get(URI base) {
        URI uri = URI.create(
                base.toString().replaceAll("/+$", "") + "/v1/queues/" + segment(queue) + "/executions/" + segment(id));
        HttpClient client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        try {
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(PATIENCE)
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailed(
                    Exit.UNREACHABLE, "cannot reach the coordinator at " + base + " (is Docket running?)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(Exit.FAILED, "interrupted", e);
        }
    }

    private static JsonNode body(HttpResponse<String> response) {
        try {
            return EventJson.values().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CommandFailed(Exit.FAILED, "what answers there (" + response.uri() + ") is no coordinator", e);
        }
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
