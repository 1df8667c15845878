package dev.docket.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PositionsIT {

    private static final int EXECUTIONS = 1_500;

    @TempDir
    Path directory;

    @Test
    void everyCoordinatorTellsThePositionsThatTheChangelogHas() throws Exception {
        PositionsAtRest.Outcome outcome = PositionsAtRest.measure(directory, 2, EXECUTIONS);

        assertThat(outcome.waiting()).isEqualTo(EXECUTIONS);
        assertThat(outcome.queues()).isEqualTo(Fleet.PARTITIONS);
        assertThat(outcome.told()).hasSize(2).allSatisfy(told -> {
            assertThat(told.asked()).isEqualTo(EXECUTIONS);
            assertThat(told.wrong()).isZero();
            assertThat(told.stale()).isZero();
            assertThat(told.copies()).as("both own some of the queues").hasSize(2);
        });
    }
}
