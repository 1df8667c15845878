package dev.docket.bench.latency;

import dev.docket.bench.lives.peers.RedisPaced;
import dev.docket.bench.report.Median;
import dev.docket.bench.report.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How much sooner the Redis design answers the same requests, at the same pace: for orientation, without a goal. */
final class RedisFigure implements AutoCloseable {

    private final String name;
    private final int perSecond;
    private final @Nullable RedisPaced redis;
    private final List<Double> docket = new ArrayList<>();
    private final List<Double> beside = new ArrayList<>();
    private long next;

    /** Starts it, unless there is no Redis here; then its row says so. */
    RedisFigure(Path directory, int perSecond) throws Exception {
        this.perSecond = perSecond;
        name = String.format(
                Locale.ROOT,
                "request → command, %,d/s: p50, profile latency ÷ Redis design alone, everysec",
                perSecond);
        redis = RedisPaced.missing().isPresent() ? null : RedisPaced.start(directory.resolve("redis"));
    }

    /** A turn, beside one in which Docket's requests waited so long. */
    void turn(Duration time, Waits docketWaits) {
        if (redis == null) {
            return;
        }
        Waits waits = new Waits();
        long end = next + perSecond * time.toMillis() / 1_000;
        Turn turn = new Turn(next, System.nanoTime(), perSecond, next, waits);
        for (; next < end; next++) {
            turn.awaitMeant(next);
            turn.seen(next, redis.live(next));
        }
        docket.add(docketWaits.p50());
        beside.add(waits.p50());
    }

    Row row() {
        if (redis == null) {
            return Row.missing(name, null, RedisPaced.missing().orElse(""));
        }
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < docket.size(); i++) {
            ratios.add(docket.get(i) / beside.get(i));
        }
        return Row.stated(
                name,
                ratios,
                String.format(
                        Locale.ROOT,
                        "%.1f and %.2f ms; Redis answers before anything is on a disk, and keeps no log of events",
                        Median.of(docket),
                        Median.of(beside)));
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
    }
}
