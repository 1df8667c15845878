package dev.docket.bench.launcher;

import dev.docket.bench.lives.Length;
import dev.docket.bench.lives.Progress;
import dev.docket.bench.report.Median;
import dev.docket.bench.report.Publication;
import dev.docket.bench.report.Row;
import dev.docket.bench.report.Row.Goal;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket bench launcher}. */
@Command(
        name = "launcher",
        mixinStandardHelpOptions = true,
        header = "What a launch costs, next to a bare client that makes the same calls in a loop.",
        description = {
            "",
            "Runs a broker, the cluster stand-in and a launcher in this process. The launcher is given commands, and a bare"
                    + " fabric8 client makes, watches, releases and deletes as many of the same Pods, with as many calls"
                    + " at a time, in turns.",
            ""
        })
public final class LauncherCommand implements Callable<Integer> {

    private static final double OF_BARE = 0.9;
    private static final int PAIRS = 5;
    private static final int QUICK_PAIRS = 3;
    private static final int EXECUTIONS = 6_000;
    private static final int QUICK_EXECUTIONS = 600;
    private static final int WARM_UP = 8;
    private static final int QUICK_WARM_UP = 1;

    @Option(names = "--pairs", description = "How often each has its turn. Default: 5; quick: 3.")
    @Nullable
    Integer pairs;

    @Option(names = "--executions", paramLabel = "N", description = "How many in a turn. Default: 6000; quick: 600.")
    @Nullable
    Integer executions;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "How many turns of each go first, for the compiler, and are not counted. Default: 8; quick: 1.")
    @Nullable
    Integer warmUp;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many calls at a time. Default: 16.")
    int threads = 16;

    @Option(names = "--quick", description = "A short form: fewer and shorter turns.")
    boolean quick;

    @Mixin
    Publication publication = new Publication();

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        publication.publish(List.of(row(
                Length.chosen(pairs, quick, PAIRS, QUICK_PAIRS),
                Length.chosen(executions, quick, EXECUTIONS, QUICK_EXECUTIONS),
                Length.chosen(warmUp, quick, WARM_UP, QUICK_WARM_UP))));
        return 0;
    }

    private Row row(int turns, int each, int turnsBefore) throws Exception {
        Progress progress = new Progress();
        List<LaunchCost.Pair> measured = new ArrayList<>();
        try (WorkDirectory work = WorkDirectory.of(null);
                LaunchCost cost = LaunchCost.start(work.path(), threads)) {
            for (int i = 0; i < turnsBefore; i++) {
                cost.measure(each);
            }
            for (int i = 1; i <= turns; i++) {
                LaunchCost.Pair pair = cost.measure(each);
                measured.add(pair);
                progress.say("round %d of %d: %.0f and %.0f launches/s", i, turns, pair.launcher(), pair.bare());
            }
        }
        return row(measured, each);
    }

    static Row row(List<LaunchCost.Pair> pairs, int executions) {
        String calls = pairs.get(pairs.size() - 1).calls().entrySet().stream()
                .map(call ->
                        String.format(Locale.ROOT, "%s %.3f", call.getKey(), call.getValue() / (double) executions))
                .collect(Collectors.joining(", "));
        return Row.of(
                "launches/s ÷ a bare fabric8 loop of as many calls at a time",
                Goal.atLeast(OF_BARE),
                pairs.stream().map(LaunchCost.Pair::ratio).toList(),
                String.format(
                        Locale.ROOT,
                        "%,.0f and %,.0f launches/s against the stand-in; %,d in a turn; calls are not paced;"
                                + " the launcher's calls for one: %s",
                        Median.of(pairs.stream().map(LaunchCost.Pair::launcher).toList()),
                        Median.of(pairs.stream().map(LaunchCost.Pair::bare).toList()),
                        executions,
                        calls));
    }
}
