package dev.docket.bench.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.report.Row;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchCostIT {

    private static final int EXECUTIONS = 200;

    @TempDir
    Path directory = Path.of("");

    @Test
    void anExecutionCostsOneCreateOnePatchAndOneDelete() throws Exception {
        try (LaunchCost cost = LaunchCost.start(directory, 8)) {
            LaunchCost.Pair pair = cost.measure(EXECUTIONS);

            assertThat(pair.calls())
                    .containsEntry("POST", EXECUTIONS)
                    .containsEntry("PATCH", EXECUTIONS)
                    .containsEntry("DELETE", EXECUTIONS);
            assertThat(pair.calls().getOrDefault("GET", 0)).isZero();
            assertThat(pair.calls().getOrDefault("log", 0)).isZero();
            Row row = LauncherCommand.row(List.of(pair), EXECUTIONS);
            assertThat(row.ratio()).isEqualTo(pair.ratio());
            assertThat(row.conditions()).contains("POST 1.000");
        }
    }
}
