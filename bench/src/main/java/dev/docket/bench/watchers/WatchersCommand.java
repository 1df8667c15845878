package dev.docket.bench.watchers;

import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code docket bench watchers}. */
@Command(
        name = "watchers",
        mixinStandardHelpOptions = true,
        header = "What it costs the scheduling of a queue that many watch it.",
        description = {
            "",
            "Runs a broker, a coordinator, a launcher without a cluster and a client in this process. The client sends a"
                    + " request for each execution that is scheduled, so that one queue always has work and slots, and"
                    + " schedules as fast as it can. Measures that with many who watch, who come and go six times for each"
                    + " pair, and with nobody before and after each time. Half of them watch the queue, half an execution"
                    + " each that waits at its end. Prints a Markdown"
                    + " table.",
            ""
        })
public final class WatchersCommand implements Callable<Integer> {

    @Option(names = "--watchers", paramLabel = "N", description = "How many watch. Default: 1000.")
    int watchers = 1_000;

    @Option(names = "--pairs", paramLabel = "N", description = "How often it is measured without and with. Default: 5.")
    int pairs = 5;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            description = "How long it is measured with watchers for a pair, and how long without. Default: 30.")
    int seconds = 30;

    @Option(names = "--warm-up", paramLabel = "S", description = "How long it runs before the first. Default: 30.")
    int warmUp = 30;

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        try (WorkDirectory work = WorkDirectory.of(null);
                Comparison comparison = Comparison.start(work.path(), watchers)) {
            comparison.fillLine();
            long bytes = comparison.memoryOfWatchers();
            comparison.warmUp(Duration.ofSeconds(warmUp));
            List<Pair> measured = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                measured.add(comparison.measure(Duration.ofSeconds(seconds)));
            }
            System.out.print(WatchersTable.of(measured, watchers, bytes));
        }
        return 0;
    }
}
