package dev.docket.bench.micro;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Median;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/** Runs micro-benchmarks one after the other and makes rows of them. */
final class MicroFigures {

    private final Forks forks;
    private final Progress progress;

    MicroFigures(Forks forks, Progress progress) {
        this.forks = forks;
        this.progress = progress;
    }

    /** A row, or several where threads do different things, for each size. */
    List<Row> rows(Micro micro, List<Integer> sizes) throws RunnerException {
        List<Row> rows = new ArrayList<>();
        for (int entries : micro.bySize() ? sizes.stream().filter(micro::fits).toList() : sizes.subList(0, 1)) {
            Map<String, List<Double>> scores = forks.run(micro, entries);
            if (scores.isEmpty()) {
                throw new IllegalStateException("no score of " + micro.name());
            }
            scores.forEach((label, runs) -> {
                String part = scores.size() > 1 ? " (" + label + ")" : "";
                String at = micro.bySize() ? String.format(Locale.ROOT, ", %,d in line", entries) : "";
                String name = "ns, " + micro.name() + part + at;
                List<Double> each = micro.benchmark().equals(RestoreApplyBenchmark.class)
                        ? runs.stream().map(all -> all / entries).toList()
                        : runs;
                Goal goal = micro.goal(entries);
                rows.add(
                        goal == null
                                ? Row.stated(name, each, micro.conditions())
                                : Row.of(name, goal, each, micro.conditions()));
                progress.say("%s: %.1f", name, Median.of(each));
            });
        }
        return rows;
    }
}
