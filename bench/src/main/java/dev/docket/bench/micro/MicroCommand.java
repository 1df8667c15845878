package dev.docket.bench.micro;

import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Row;
import dev.docket.bench.rig.Quiet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket bench micro}. */
@Command(
        name = "micro",
        mixinStandardHelpOptions = true,
        header = "What single operations cost, by how many executions wait.",
        description = {
            "",
            "JMH in JVMs of their own, on what the coordinator itself calls: the line (rank, first, page, put, remove),"
                    + " the state format, the index while it is restored, the store with readers and a writer, and a"
                    + " position through Kafka Streams' interactive queries from an active and a standby task.",
            ""
        })
public final class MicroCommand implements Callable<Integer> {

    private static final List<Integer> SIZES = List.of(1_000, 100_000, 1_000_000, 10_000_000);
    private static final List<Integer> QUICK_SIZES = List.of(1_000, 100_000, 1_000_000);

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "N",
            description = "How many wait. Default: 1000,100000,1000000,10000000; quick: without the last.")
    @Nullable
    List<Integer> sizes;

    @Option(
            names = "--only",
            paramLabel = "REGEX",
            description = "Only operations in whose names this is found, such as 'rank' or 'position'.")
    Pattern only = Pattern.compile("");

    @Option(names = "--quick", description = "One JVM for each instead of two, and rounds of half a second.")
    boolean quick;

    @Mixin
    Publication publication = new Publication();

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        List<Integer> asked = sizes != null ? sizes : quick ? QUICK_SIZES : SIZES;
        MicroFigures figures = new MicroFigures(quick ? Forks.QUICK : Forks.FULL, new Progress());
        List<Row> rows = new ArrayList<>();
        for (Micro micro : Micro.ALL) {
            if (only.matcher(micro.name()).find()) {
                rows.addAll(figures.rows(micro, asked));
            }
        }
        publication.publish(rows);
        return 0;
    }
}
