package dev.docket.bench.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.latency.LatencyCommand.Part;
import dev.docket.bench.lives.Plan;
import dev.docket.bench.lives.Progress;
import dev.docket.bench.lives.peers.RedisPaced;
import dev.docket.bench.report.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A short form of the first part of {@code docket bench latency}: that there are rows, and that their figures can be true. Slots
 * and positions take too long to start for a test of each build.
 */
class LatencyIT {

    private static final Plan PLAN = new Plan(1, Duration.ofMillis(300), 20_000, Duration.ofMillis(300));

    private static final String BESIDE_REDIS =
            "request → command, 500/s: p50, profile latency ÷ Redis design alone, everysec";

    @TempDir
    Path directory;

    @Test
    void requestsHaveTheirRows() throws Exception {
        List<Row> rows;
        try (Site site = new Site(directory, PLAN, Map.of(), new Progress())) {
            rows = LatencyCommand.rows(site, EnumSet.of(Part.LATENCY));
        }

        assertThat(rows)
                .extracting(Row::name)
                .containsExactly(
                        "request → command, 500/s, profile latency: p50 − ceiling's, ms",
                        "request → command, 500/s, profile latency: p99 ÷ ceiling's",
                        "request → command, 500/s, profile latency: p50, ms",
                        "request → command, 500/s, profile latency: p99, ms",
                        "request → command, 2,000/s, profile latency: p50 − ceiling's, ms",
                        "request → command, 2,000/s, profile latency: p99 ÷ ceiling's",
                        "request → command, 2,000/s, profile latency: p50, ms",
                        "request → command, 2,000/s, profile latency: p99, ms",
                        BESIDE_REDIS);
        // Where there is no Redis, its row says so.
        rows.removeIf(row -> row.name().equals(BESIDE_REDIS)
                && RedisPaced.missing().filter(row.conditions()::equals).isPresent());
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.runs())
                        .hasSize(1)
                        .allSatisfy(run -> assertThat(run).isFinite()));
        assertThat(rows)
                .filteredOn(row -> !row.name().contains("−"))
                .allSatisfy(row -> assertThat(row.ratio()).isPositive());
        assertThat(rows).allSatisfy(row -> assertThat(row.conditions()).isNotEmpty());
    }
}
