package dev.docket.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.docket.replay.DemoWorkload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo itself, on the first jobs of its log. */
final class DemoIT {

    private static final int JOBS = 400;

    @TempDir
    Path directory = Path.of("");

    @Test
    void everyRequestIsAccountedForAndNothingIsWrong() throws IOException {
        Typed typed = Typed.docket(
                "demo",
                "--output",
                "json",
                "--directory",
                directory.resolve("data").toString(),
                "--workload",
                firstJobs().toString(),
                "--set",
                "queue.max-per-user=60");

        JsonNode summary = typed.json();
        assertThat(typed.exit()).as(typed.out()).isZero();
        assertThat(summary.at("/submitted").asLong()).isEqualTo(JOBS);
        assertThat(summary.at("/accepted").asLong()
                        + summary.at("/rejected/USER_LIMIT").asLong())
                .isEqualTo(JOBS);
        assertThat(summary.at("/outcomes/COMPLETED").asLong())
                .isEqualTo(summary.at("/accepted").asLong());
        assertThat(summary.at("/pods").asLong())
                .isEqualTo(summary.at("/accepted").asLong());
        for (String none : List.of(
                "unaccounted",
                "orderViolations",
                "slotViolations",
                "userLimitViolations",
                "duplicateCommands",
                "duplicatePods")) {
            assertThat(summary.path(none).asLong(-1)).as(none).isZero();
        }
        assertThat(summary.at("/otherViolations")).isEmpty();
        assertThat(summary.at("/highestActive").asInt()).isBetween(1, DemoWorkload.MAX_ACTIVE);
    }

    private Path firstJobs() throws IOException {
        Path log = Path.of("..").resolve(DemoWorkload.FILE);
        try (var lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(log)), StandardCharsets.UTF_8))) {
            return Files.write(
                    directory.resolve("first.swf"),
                    lines.lines()
                            .filter(line -> !line.startsWith(";"))
                            .limit(JOBS)
                            .toList());
        }
    }
}
