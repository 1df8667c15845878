package dev.docket.bench.fleet;

import dev.docket.config.HostPort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks instances over HTTP, as a client does: it goes where it is sent, and waits for two seconds at the most.
 *
 * <p>Threading: all methods may be called from any thread.
 */
final class FleetClient {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build();

    /** What this instance answers, whatever its status; nothing if it does not answer. */
    Optional<HttpResponse<String>> get(HostPort instance, String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(instance, path)).GET());
    }

    /** What this instance answers to this JSON; nothing if it does not answer. */
    Optional<HttpResponse<String>> post(HostPort instance, String path, String json) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(instance, path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    /** The sum of the values that an instance gives for this metric; 0 if it does not answer. */
    double metric(HostPort instance, String name) throws InterruptedException {
        return get(instance, "/metrics")
                .map(HttpResponse::body)
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return Optional.of(http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static URI uri(HostPort instance, String path) {
        return URI.create("http://" + instance + path);
    }
}
