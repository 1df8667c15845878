package dev.docket.bench.state;

import dev.docket.bench.lives.Length;
import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Row;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket bench restore}. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        header = "How fast a state is there again: after a wipe from its changelog, after a clean end from disk.",
        description = {
            "",
            "Writes the changelog of executions that wait, run, are over and are forgotten, and lets Kafka Streams restore"
                    + " it in turns: into Docket's store in memory, into its default store, into a RocksDB store of Kafka"
                    + " Streams as it is. Then starts a coordinator again that was closed in order.",
            ""
        })
public final class RestoreCommand implements Callable<Integer> {

    private static final int QUICK = 100_000;
    private static final int ROUNDS = 5;
    private static final int QUICK_ROUNDS = 3;

    @Option(names = "--rounds", paramLabel = "N", description = "How many turns each has. Default: 5; quick: 3.")
    @Nullable
    Integer rounds;

    @Option(names = "--lives", paramLabel = "N", description = "How many lives are in the changelog. Default: 500000.")
    int lives = 500_000;

    @Option(names = "--line", paramLabel = "N", description = "How many wait at the restart. Default: 1000000.")
    int line = 1_000_000;

    @Option(names = "--quick", description = "100000 lives, and 100000 that wait.")
    boolean quick;

    @Mixin
    Publication publication = new Publication();

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        publication.publish(
                rows(quick ? QUICK : lives, quick ? QUICK : line, Length.chosen(rounds, quick, ROUNDS, QUICK_ROUNDS)));
        return 0;
    }

    static List<Row> rows(int lives, int line, int rounds) throws Exception {
        Progress progress = new Progress();
        List<Row> rows = new ArrayList<>();
        try (WorkDirectory work = WorkDirectory.of(null);
                Rig rig = Rig.start(work.path())) {
            rows.addAll(Restores.rows(rig, lives, rounds, progress));
        }
        try (WorkDirectory work = WorkDirectory.of(null);
                Rig rig = Rig.start(work.path())) {
            rows.add(Restart.row(rig, line, rounds, progress));
        }
        return rows;
    }
}
