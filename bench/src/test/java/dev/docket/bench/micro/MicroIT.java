package dev.docket.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Some of each kind in {@code docket bench micro}, in this JVM and for a moment: that each operation does what it is to do. */
class MicroIT {

    private static final Forks MOMENT = new Forks(0, 0, 1, 10);
    private static final Set<String> SOME =
            Set.of("rank", "takeFirstAndPutLast", "applyAll", "together", "askStandby", "decodePending");

    @Test
    void eachOperationHasARow() throws Exception {
        MicroFigures figures = new MicroFigures(MOMENT, new Progress());
        List<Row> rows = new ArrayList<>();
        List<Micro> some = Micro.ALL.stream()
                .filter(micro -> SOME.contains(micro.method()))
                .toList();
        for (Micro micro : some) {
            rows.addAll(figures.rows(micro, List.of(1_000)));
        }

        assertThat(rows).hasSize(SOME.size() + 1); // one that writes and two that ask are two rows
        assertThat(rows).allSatisfy(row -> assertThat(row.ratio()).isPositive().isFinite());
        assertThat(rows)
                .extracting(Row::name)
                .contains(
                        "ns, rank, 1,000 in line",
                        "ns, store, one that writes and two that ask (ask), 1,000 in line",
                        "ns, store, one that writes and two that ask (write), 1,000 in line",
                        "ns, decode pending");
    }

    @Test
    void goalsStandWhereTheyWereSet() {
        assertThat(goal("rank", 1_000_000)).isEqualTo("≤ 300");
        assertThat(goal("rank", 10_000_000)).isEqualTo("≤ 800");
        assertThat(goal("rank", 1_000)).isEqualTo("null");
        assertThat(goal("position, active task", 1_000)).isEqualTo("≤ 3,000");
        assertThat(goal("first", 1_000_000)).isEqualTo("null");
    }

    private static String goal(String name, int entries) {
        return Micro.ALL.stream()
                .filter(micro -> micro.name().equals(name))
                .map(micro -> String.valueOf(micro.goal(entries)))
                .findFirst()
                .orElseThrow();
    }
}
