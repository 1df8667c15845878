package dev.docket.query;

import dev.docket.config.HostPort;
import dev.docket.query.Question.Call;
import dev.docket.query.Question.PeerReply;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The other instances, as they can be reached over HTTP. One that could not be reached is left alone for a second: until
 * the group has noticed that it is gone, every question about its queues would wait for it first.
 *
 * <p>Threading: all methods may be called from any thread; nothing blocks.
 */
public final class Peers {

    /** On a question from another instance: how far it may go here, a {@link Reach} in lower case. */
    public static final String REACH_HEADER = "Docket-Reach";

    /** On an answer: which instance's copy it came from. */
    public static final String INSTANCE_HEADER = "Docket-Instance";

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(1);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final long SUSPECT_NANOS = Duration.ofSeconds(1).toNanos();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WITHIN)
            .build();
    private final Map<HostPort, Long> suspects = new ConcurrentHashMap<>();

    /** Whether this instance could not be reached within the last second. */
    boolean isSuspect(HostPort peer) {
        Long since = suspects.get(peer);
        return since != null && System.nanoTime() - since < SUSPECT_NANOS;
    }

    /** What this instance answers; nothing if it cannot be reached or cannot answer now. Never completes exceptionally. */
    CompletableFuture<Optional<PeerReply>> ask(HostPort peer, Call call, Reach reach) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + peer + call.path()))
                .timeout(ANSWER_WITHIN)
                .header(REACH_HEADER, reach.name());
        String body = call.body();
        if (body == null) {
            request.GET();
        } else {
            request.header("Content-Type", "application/json").method(call.method(), BodyPublishers.ofString(body));
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> {
                    if (failure != null) {
                        suspects.put(peer, System.nanoTime());
                        return Optional.empty();
                    }
                    suspects.remove(peer);
                    return response.statusCode() >= 500 ? Optional.empty() : Optional.of(reply(response, peer));
                });
    }

    private static PeerReply reply(HttpResponse<String> response, HostPort peer) {
        return new PeerReply(
                response.statusCode(),
                response.headers().firstValue("Content-Type").orElse("application/json"),
                response.body(),
                response.headers().firstValue(INSTANCE_HEADER).orElse(peer.toString()));
    }
}
