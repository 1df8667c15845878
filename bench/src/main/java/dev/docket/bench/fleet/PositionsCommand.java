package dev.docket.bench.fleet;

import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code docket bench positions}. */
@Command(
        name = "positions",
        mixinStandardHelpOptions = true,
        header = "Whether positions are exact on every coordinator, and what telling one costs.",
        description = {
            "",
            "Runs three brokers in this process and coordinators in processes of their own, lets executions wait in"
                    + " twelve queues, asks every coordinator for the position of every one, and holds it against a"
                    + " recount of the changelog. Then lets one line grow in a coordinator of its own, and times"
                    + " questions. Prints two Markdown tables.",
            ""
        })
public final class PositionsCommand implements Callable<Integer> {

    @Option(
            names = "--instances",
            split = ",",
            defaultValue = "2,3",
            description = "How many coordinators are asked, one count after the other. Default: 2,3.")
    List<Integer> instances = List.of(2, 3);

    @Option(
            names = "--executions",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many wait in all queues together. Default: 20000.")
    int executions = 20_000;

    @Option(
            names = "--lengths",
            split = ",",
            defaultValue = "1000,100000,1000000",
            description = "The lengths of the line at which questions are timed. Default: 1000,100000,1000000.")
    List<Integer> lengths = List.of(1_000, 100_000, 1_000_000);

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        List<PositionsAtRest.Outcome> outcomes = new ArrayList<>();
        for (int count : instances) {
            try (WorkDirectory work = WorkDirectory.of(null)) {
                outcomes.add(PositionsAtRest.measure(work.path(), count, executions));
            }
        }
        System.out.println(PositionsTable.atRest(outcomes));
        List<PositionGrowth.Step> steps = new ArrayList<>();
        try (WorkDirectory work = WorkDirectory.of(null);
                PositionGrowth growth = PositionGrowth.start(work.path())) {
            for (int length : lengths) {
                steps.add(growth.at(length));
            }
        }
        System.out.print(PositionsTable.growth(steps));
        return 0;
    }
}
