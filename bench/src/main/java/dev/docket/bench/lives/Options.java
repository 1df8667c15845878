package dev.docket.bench.lives;

import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Row;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all measurements of lives are asked, and how they go: everybody is started, then has turns, then rows are made. */
public final class Options {

    private static final int QUICK_SECONDS = 3;
    private static final int QUICK_WARM_UP = 6;
    private static final int QUICK_LINE = 100_000;

    @Option(names = "--rounds", paramLabel = "N", description = "How many turns each has. Default: 5.")
    int rounds = 5;

    @Option(names = "--seconds", paramLabel = "S", description = "How long a turn is. Default: 10.")
    int seconds = 10;

    @Option(names = "--line", paramLabel = "N", description = "How many wait in the long lines. Default: 1000000.")
    int line = 1_000_000;

    @Option(
            names = "--warm-up",
            paramLabel = "S",
            description = "How long each runs before the first turn. Default: 20.")
    int warmUp = 20;

    @Option(names = "--quick", description = "Turns of 3 seconds, 6 of warm-up, and 100000 in line.")
    boolean quick;

    @Mixin
    Publication publication = new Publication();

    /** Makes figures of those who are there. */
    @FunctionalInterface
    interface Maker {
        Figures of(Lineup lineup) throws Exception;
    }

    /** Measures Docket beside the ceiling and beside its peers. */
    public int everything() throws Exception {
        return run(List.of(LivesFigures::new, PeerFigures::new));
    }

    int run(List<Maker> makers) throws Exception {
        Quiet.unlessAsked();
        Plan plan = quick
                ? new Plan(rounds, Duration.ofSeconds(QUICK_SECONDS), QUICK_LINE, Duration.ofSeconds(QUICK_WARM_UP))
                : new Plan(rounds, Duration.ofSeconds(seconds), line, Duration.ofSeconds(warmUp));
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
