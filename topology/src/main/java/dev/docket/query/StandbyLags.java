package dev.docket.query;

import dev.docket.processor.Nodes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/**
 * How many records of the changelog each copy here may be behind, asked of the brokers every two seconds: that can take
 * long when one of them is down, and nobody who asks a question should wait for it.
 *
 * <p>Threading: one thread asks; all methods may be called from any thread.
 */
public final class StandbyLags implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** What was told longer ago than this tells nothing any more. */
    private static final long USABLE_NANOS = Duration.ofSeconds(10).toNanos();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "standby-lags");
        made.setDaemon(true);
        return made;
    });
    private final KafkaStreams streams;
    private volatile Told told = new Told(Map.of(), System.nanoTime());

    private record Told(Map<Integer, Long> lags, long at) {}

    /** Begins to ask. */
    @SuppressWarnings("FutureReturnValueIgnored") // it never ends by itself: ask() lets no exception out
    public StandbyLags(KafkaStreams streams) {
        this.streams = streams;
        thread.scheduleWithFixedDelay(this::ask, PAUSE.toMillis(), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How many records this partition's copy may be behind; null where that is not known at the moment. */
    public @Nullable Long of(int partition) {
        Told latest = told;
        return System.nanoTime() - latest.at > USABLE_NANOS ? null : latest.lags.get(partition);
    }

    /** The most records that any copy here may be behind; 0 where none is known. */
    public long highest() {
        return told.lags.values().stream().mapToLong(lag -> lag).max().orElse(0);
    }

    private void ask() {
        try {
            Map<Integer, Long> lags = new HashMap<>();
            streams.allLocalStorePartitionLags()
                    .getOrDefault(Nodes.STORE, Map.of())
                    .forEach((partition, lag) -> lags.put(partition, Math.max(0, lag.offsetLag())));
            told = new Told(Map.copyOf(lags), System.nanoTime());
        } catch (RuntimeException e) {
            // Not running yet, or no broker answers: what was told before ages.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
