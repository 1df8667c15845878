package dev.docket.live;

import dev.docket.event.DecisionEvent;
import java.util.concurrent.CompletableFuture;

public final class Expectation implements AutoCloseable {
    public CompletableFuture<DecisionEvent> sentTo(String topic, int partition, long offset) {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {}
}
