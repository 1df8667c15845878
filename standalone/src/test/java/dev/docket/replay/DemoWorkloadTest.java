package dev.docket.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DemoWorkloadTest {

    private static final Path LOG = Path.of("..").resolve(DemoWorkload.FILE);
    private static final SwfRule RULE =
            new SwfRule("demo", "default", DemoWorkload.ARRIVAL_FACTOR, DemoWorkload.RUN_FACTOR);

    private static List<SwfJob> jobs = List.of();

    @BeforeAll
    static void readTheLog() throws Exception {
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(LOG)), StandardCharsets.UTF_8))) {
            SwfLog log = SwfLog.read(lines);
            assertThat(log.faulty()).isZero();
            jobs = log.jobs();
        }
    }

    @Test
    void theLogHoldsWhatItsReadmeSays() {
        assertThat(jobs).hasSize(18_239);
        assertThat(jobs.stream().map(SwfJob::user).distinct()).hasSize(69);
    }

    @Test
    void everyJobBecomesARequestInTheOrderOfSubmission() throws Exception {
        assertThat(WorkloadFile.read(LOG, RULE)).isInstanceOfSatisfying(Workload.Arrivals.class, workload -> {
            assertThat(workload.arrivals()).hasSize(18_239);
            assertThat(workload.arrivals()).extracting(Workload.Arrival::after).isSorted();
            assertThat(workload.span()).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(80));
        });
    }

    /** From a fast machine with free time to one that is slow and busy. */
    @ParameterizedTest
    @CsvSource({"400, 30", "400, 60", "300, 60", "300, 100", "230, 60", "230, 100", "200, 130"})
    void theLineBuildsUpAndHardlyAnyoneIsTurnedAway(int launchesPerSecond, int latencyMillis) {
        var cost = new Simulation.Cost(
                Duration.ofSeconds(1).dividedBy(launchesPerSecond), Duration.ofMillis(latencyMillis));

        var figures = Simulation.run(jobs, RULE, DemoWorkload.MAX_ACTIVE, DemoWorkload.MAX_PER_USER, cost);

        assertThat(figures.highestDepth()).isBetween(1_000, 9_000);
        assertThat(figures.rejected()).isLessThanOrEqualTo(0.05);
        assertThat(figures.utilisation()).isBetween(0.9, 1.0);
        assertThat(figures.lastEnd()).isBetween(75.0, 125.0);
    }
}
