package dev.docket.bench.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.report.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class RestoreIT {

    @Test
    void allOfThemRestoreAllRecordsAndARestartReplaysNone() throws Exception {
        List<Row> rows = RestoreCommand.rows(2_000, 1_000, 1);

        assertThat(rows)
                .extracting(Row::name)
                .containsExactly(
                        "records/s, restore in memory",
                        "records/s, restore, default store ÷ plain RocksDB store",
                        "s, clean restart to the first position, 1,000 in line");
        assertThat(rows).allSatisfy(row -> assertThat(row.ratio()).isPositive().isFinite());
        assertThat(rows.get(0).conditions()).contains("6,800 records");
    }
}
