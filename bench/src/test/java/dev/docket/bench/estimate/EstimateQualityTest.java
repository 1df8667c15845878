package dev.docket.bench.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.estimate.EstimateCommand.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is promised of estimates, on a part of what {@code docket bench estimate} runs. */
class EstimateQualityTest {

    private static final Path LOG = Path.of("../workloads/NASA-iPSC-1993-3.1-cln.swf.gz");

    @Test
    void nineOfTenStartWithinTheNinthDecileAndTheMedianIsNearerThanTheNaiveOne() throws IOException {
        Setting setting = new Setting(22, 0.9);
        List<Wait> waits = VirtualQueue.run(Jobs.nasa(LOG, setting.speed()), setting.slots());
        double day = Duration.ofDays(1).toMillis() / setting.speed();

        Score november = Score.of(waits, (long) (31 * day), (long) (61 * day));
        Score december = Score.of(waits, (long) (61 * day), Long.MAX_VALUE);

        for (Score score : List.of(november, december)) {
            assertThat(score.waited()).isGreaterThan(4_000);
            assertThat(score.within90()).isBetween(0.85, 0.95);
            assertThat(score.error()).isLessThan(score.naiveError());
        }
    }
}
