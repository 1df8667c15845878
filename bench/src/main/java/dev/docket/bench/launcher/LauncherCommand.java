package dev.docket.bench.launcher;

import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
                    + " at a time, in turns. Prints a Markdown table.",
            ""
        })
public final class LauncherCommand implements Callable<Integer> {

    @Option(names = "--pairs", defaultValue = "5", description = "How often each has its turn. Default: 5.")
    int pairs = 5;

    @Option(
            names = "--executions",
            paramLabel = "N",
            defaultValue = "6000",
            description = "How many in a turn. Default: 6000.")
    int executions = 6_000;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many turns of each go first, for the compiler, and are not counted. Default: 3.")
    int warmUp = 3;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many calls at a time. Default: 16.")
    int threads = 16;

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        List<LaunchCost.Pair> measured = new ArrayList<>();
        try (WorkDirectory work = WorkDirectory.of(null);
                LaunchCost cost = LaunchCost.start(work.path(), threads)) {
            for (int i = 0; i < warmUp; i++) {
                cost.measure(executions);
            }
            for (int i = 0; i < pairs; i++) {
                measured.add(cost.measure(executions));
            }
        }
        System.out.print(table(measured, executions));
        return 0;
    }

    static String table(List<LaunchCost.Pair> pairs, int executions) {
        StringBuilder text = new StringBuilder();
        text.append("| turn | launcher, executions/s | bare client, Pods/s | ratio | calls per execution |\n");
        text.append("| ---: | ---: | ---: | ---: | --- |\n");
        for (int i = 0; i < pairs.size(); i++) {
            LaunchCost.Pair pair = pairs.get(i);
            List<String> calls = new ArrayList<>();
            pair.calls()
                    .forEach((kind, many) ->
                            calls.add(String.format(Locale.ROOT, "%s %.3f", kind, many / (double) executions)));
            text.append(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %.0f | %.2f | %s |%n",
                    i + 1,
                    pair.launcher(),
                    pair.bare(),
                    pair.ratio(),
                    String.join(", ", calls)));
        }
        double[] ratios =
                pairs.stream().mapToDouble(LaunchCost.Pair::ratio).sorted().toArray();
        text.append(String.format(Locale.ROOT, "%nMedian ratio: %.2f%n", ratios[ratios.length / 2]));
        return text.toString();
    }
}
