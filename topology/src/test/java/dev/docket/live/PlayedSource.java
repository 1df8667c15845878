package dev.docket.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Says what the test has told it, at once, and counts how often it was asked. */
final class PlayedSource implements LiveSource {

    private final Map<String, Standing> standings = new ConcurrentHashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();
    private final AtomicInteger overviews = new AtomicInteger();
    private volatile Supplier<CompletableFuture<Optional<String>>> overview = () -> done(Optional.of("{}"));

    void stands(String id, String json) {
        standings.put(id, new Standing(json, false));
    }

    void ended(String id, String json) {
        standings.put(id, new Standing(json, true));
    }

    void queue(String json) {
        overview = () -> done(Optional.of(json));
    }

    /** From now on, whoever asks about a queue is answered by this. */
    void queue(Supplier<CompletableFuture<Optional<String>>> answer) {
        overview = answer;
    }

    int overviews() {
        return overviews.get();
    }

    int lookups() {
        return lookups.get();
    }

    @Override
    public CompletableFuture<Optional<Map<String, Standing>>> lookup(String queue, List<String> ids) {
        lookups.incrementAndGet();
        Map<String, Standing> found = new HashMap<>();
        ids.stream().filter(standings::containsKey).forEach(id -> found.put(id, standings.get(id)));
        return done(Optional.of(found));
    }

    @Override
    public CompletableFuture<Optional<String>> overview(String queue) {
        overviews.incrementAndGet();
        return overview.get();
    }

    private static <T> CompletableFuture<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }
}
