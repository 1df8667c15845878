package dev.docket.bench.lives;

import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Row;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all measurements of lives are asked, and how they go: everybody is started, then has turns, then rows are made. */
final class Options {

    private static final int LINE = 1_000_000;
    private static final int QUICK_LINE = 100_000;

    @Mixin
    Length length = new Length();

    @Option(
            names = "--line",
            paramLabel = "N",
            description = "How many wait in the long lines. Default: 1000000; quick: 100000.")
    @Nullable
    Integer line;

    @Mixin
    Publication publication = new Publication();

    /** Makes figures of those who are there. */
    @FunctionalInterface
    interface Maker {
        Figures of(Lineup lineup) throws Exception;
    }

    int run(List<Maker> makers) throws Exception {
        Quiet.unlessAsked();
        Plan plan = line == null ? length.plan(LINE, QUICK_LINE) : length.plan(line, line);
        Progress progress = new Progress();
        try (WorkDirectory work = WorkDirectory.of(null);
                Lineup lineup = new Lineup(work.path(), plan, progress)) {
            List<Figures> all = new ArrayList<>();
            Set<Contender> contenders = new LinkedHashSet<>();
            for (Maker maker : makers) {
                Figures figures = maker.of(lineup);
                all.add(figures);
                contenders.addAll(figures.contenders());
            }
            Turns turns = Turns.of(contenders, plan, progress);
            List<Row> rows = new ArrayList<>();
            all.forEach(figures -> rows.addAll(figures.rows(turns)));
            publication.publish(rows);
        }
        return 0;
    }
}
