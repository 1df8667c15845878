package dev.docket.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** Watches a stream over HTTP and keeps what it was told. */
final class EventClient implements Flow.Subscriber<String> {

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse<Void>> answer;
    private String name = "";

    /** One event. */
    record Seen(String event, String data) {}

    EventClient(HttpClient http, URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .version(HttpClient.Version.HTTP_1_1)
                .header("Accept", "text/event-stream")
                .build();
        answer = http.sendAsync(request, BodyHandlers.fromLineSubscriber(this));
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    Seen last() {
        return seen.get(seen.size() - 1);
    }

    /** Completes when the stream has ended in order. */
    CompletableFuture<HttpResponse<Void>> answer() {
        return answer;
    }

    /** Goes away. */
    void leave() {
        answer.cancel(true);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.startsWith("event: ")) {
            name = line.substring(7);
        } else if (line.startsWith("data: ")) {
            seen.add(new Seen(name, line.substring(6)));
        }
    }

    @Override
    public void onError(Throwable failure) {
        // The answer says so.
    }

    @Override
    public void onComplete() {
        // The answer says so.
    }
}
