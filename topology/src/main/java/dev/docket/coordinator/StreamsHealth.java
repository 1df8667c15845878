package dev.docket.coordinator;

import dev.docket.http.Health;
import dev.docket.http.HealthReport;
import dev.docket.query.LocalCopies;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How Kafka Streams is doing. An instance is ready once it has been running and its own partitions can be read, and stays
 * so while tasks move: it goes on answering for those that it keeps, and if all instances turned unready whenever one
 * comes or goes, nobody would answer.
 */
final class StreamsHealth implements Health, KafkaStreams.StateListener {

    private static final Logger LOG = LoggerFactory.getLogger(StreamsHealth.class);

    private final CompletableFuture<State> end = new CompletableFuture<>();

    private volatile State state = State.CREATED;

    private volatile boolean hasRun;

    private volatile @Nullable LocalCopies copies;

    /** Whose copies are to be looked at. */
    void watch(LocalCopies own) {
        copies = own;
    }

    @Override
    public void onChange(State newState, State oldState) {
        hasRun |= newState == State.RUNNING;
        state = newState;
        LOG.atInfo().addKeyValue("from", oldState).addKeyValue("to", newState).log("state changed");
        if (newState == State.ERROR || newState == State.NOT_RUNNING) {
            end.complete(newState);
        }
    }

    @Override
    public boolean isLive() {
        return !state.isShuttingDown() && !state.hasCompletedShutdown();
    }

    @Override
    public boolean isReady() {
        LocalCopies own = copies;
        return hasRun
                && state.isRunningOrRebalancing()
                && (state == State.REBALANCING || own == null || own.census().indexing() == 0);
    }

    @Override
    public HealthReport report() {
        LocalCopies own = copies;
        LocalCopies.Census census = own == null ? LocalCopies.Census.NONE : own.census();
        return new HealthReport(
                state.name(), census.active().size(), census.standby().size(), census.indexing());
    }

    /** The last state: {@code NOT_RUNNING} after a close, {@code ERROR} after a fault. */
    CompletableFuture<State> end() {
        return end;
    }
}
