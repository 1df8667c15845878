package dev.docket.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.report.Report;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EverythingTest {

    @TempDir
    Path directory;

    @Test
    void takesTheRowsThatACommandPrints() throws Exception {
        Row row = Row.of("lives ÷ ceiling", Goal.atLeast(0.9), List.of(0.5), "here");
        Path printed = Files.writeString(directory.resolve("rows"), new Report(List.of(row)).as(Report.Output.JSON));

        assertThat(Everything.rows(List.of("sh", "-c", "[ \"$1 $2\" = '--output json' ] && cat " + printed, "sh")))
                .containsExactly(row);
    }

    @Test
    void saysWhichCommandFailed() throws Exception {
        List<Row> rows = Everything.rows(List.of("sh", "-c", "exit 3", "bench", "--quick"));

        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.name()).contains("bench --quick");
            assertThat(row.conditions()).contains("exit code 3");
            assertThat(row.runs()).isEmpty();
        });
    }
}
