package dev.docket.bench.watchers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchersIT {

    private static final int WATCHERS = 20;

    @TempDir
    Path directory;

    @Test
    void theQueueMovesWithAndWithoutWatchersAndAllOfThemSeeIt() throws Exception {
        try (Comparison comparison = Comparison.start(directory, WATCHERS)) {
            comparison.fillLine();
            comparison.warmUp(Duration.ofSeconds(6));
            Pair pair = comparison.measure(Duration.ofSeconds(3));

            assertThat(pair.without().scheduled()).isPositive();
            assertThat(pair.without().events()).isZero();
            assertThat(pair.with().scheduled()).isPositive();
            assertThat(pair.with().events()).isGreaterThan(WATCHERS);
            assertThat(WatchersTable.of(List.of(pair), WATCHERS, 1024).lines())
                    .filteredOn(line -> line.startsWith("|"))
                    .hasSize(4);
        }
    }
}
