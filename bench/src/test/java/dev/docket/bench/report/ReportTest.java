package dev.docket.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.docket.bench.report.Row.Goal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Row SHORT =
            Row.of("lives ÷ ceiling", Goal.atLeast(0.9), List.of(0.95, 0.7, 0.8), "8,000 and 10,000 lives/s");
    private static final Row WITHIN = Row.of("time ÷ ceiling", Goal.atMost(1.2), List.of(1.0, 1.2), "10 and 9 µs");

    @Test
    void theMedianDecidesWhetherAGoalHolds() {
        assertThat(SHORT.ratio()).isEqualTo(0.8);
        assertThat(SHORT.holds()).isFalse();
        assertThat(WITHIN.ratio()).isEqualTo(1.1);
        assertThat(WITHIN.holds()).isTrue();
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> Median.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aProgramReadsEveryRowAndEveryRun() throws Exception {
        JsonNode rows = new ObjectMapper()
                .readTree(new Report(List.of(SHORT, WITHIN)).as(Report.Output.JSON))
                .path("rows");

        assertThat(rows).hasSize(2);
        JsonNode row = rows.path(0);
        assertThat(row.path("name").asText()).isEqualTo("lives ÷ ceiling");
        assertThat(row.path("ratio").asDouble()).isEqualTo(0.8);
        assertThat(row.path("goal").asDouble()).isEqualTo(0.9);
        assertThat(row.path("atLeast").asBoolean()).isTrue();
        assertThat(row.path("holds").isBoolean()).isTrue();
        assertThat(row.path("holds").asBoolean()).isFalse();
        assertThat(row.path("runs")).extracting(JsonNode::asDouble).containsExactly(0.95, 0.7, 0.8);
        assertThat(row.path("conditions").asText()).isEqualTo("8,000 and 10,000 lives/s");
        assertThat(rows.path(1).path("atLeast").asBoolean(true)).isFalse();
    }

    @Test
    void whatWasWrittenForAProgramIsReadAgain() throws Exception {
        Row stated = Row.stated("s, restart", List.of(0.5), "warm");
        Row missing = Row.missing("lives ÷ BullMQ", Goal.atLeast(5), "not installed");
        List<Row> rows = List.of(SHORT, WITHIN, stated, missing);

        assertThat(Report.ofJson(new Report(rows).as(Report.Output.JSON)).rows())
                .isEqualTo(rows);
        assertThat(Report.ofJson(new Report(rows).as(Report.Output.JSON)).as(Report.Output.TABLE))
                .isEqualTo(new Report(rows).as(Report.Output.TABLE));
    }

    @Test
    void aPersonReadsATable() {
        assertThat(new Report(List.of(SHORT)).as(Report.Output.TABLE).lines())
                .containsExactly(
                        "| what | median | goal | holds | runs | conditions |",
                        "| --- | ---: | ---: | --- | --- | --- |",
                        "| lives ÷ ceiling | 0.80 | ≥ 0.900 | no | 0.95 / 0.70 / 0.80 | 8,000 and 10,000 lives/s |");
    }

    @Test
    void whatIsOnlyStatedNeitherHoldsNorFallsShort() throws Exception {
        Report report = new Report(List.of(Row.stated("s, restart", List.of(2.0, 3.0, 4.0), "at rest")));

        JsonNode row = new ObjectMapper()
                .readTree(report.as(Report.Output.JSON))
                .path("rows")
                .path(0);
        assertThat(row.path("ratio").asDouble()).isEqualTo(3);
        assertThat(row.path("goal").isNull()).isTrue();
        assertThat(row.path("atLeast").isNull()).isTrue();
        assertThat(row.path("holds").isNull()).isTrue();
        assertThat(report.as(Report.Output.TABLE))
                .endsWith("| s, restart | 3.00 | – | – | 2.00 / 3.00 / 4.00 | at rest |%n".formatted());
    }

    @Test
    void largeGoalsAreWrittenOut() {
        assertThat(Goal.atLeast(400_000)).hasToString("≥ 400,000");
        assertThat(Goal.atMost(300)).hasToString("≤ 300");
    }
}
