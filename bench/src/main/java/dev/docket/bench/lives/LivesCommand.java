package dev.docket.bench.lives;

import dev.docket.bench.report.Report;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code docket bench lives}. */
@Command(
        name = "lives",
        mixinStandardHelpOptions = true,
        header = "How many executions live in a second, beside the most that the broker allows.",
        description = {
            "",
            "Runs a broker and five coordinators of one queue each in this process: a pass-through topology that writes as"
                    + " many records of the same sizes without any queue (the ceiling); Docket with its payloads in memory,"
                    + " and with the default store; and both again with many executions in line. Clients and launcher are a"
                    + " closed loop: each execution that is scheduled completes at once, and another is requested. They are"
                    + " measured in turns, round after round; what is not measured rests.",
            ""
        })
public final class LivesCommand implements Callable<Integer> {

    private static final int QUICK_SECONDS = 3;
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

    @Option(names = "--quick", description = "Turns of 3 seconds, and 100000 in line.")
    boolean quick;

    @Option(names = "--output", paramLabel = "FORM", description = "table or json. Default: table.")
    Report.Output output = Report.Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        Lives.Plan plan = quick
                ? new Lives.Plan(rounds, Duration.ofSeconds(QUICK_SECONDS), QUICK_LINE, Duration.ofSeconds(warmUp))
                : new Lives.Plan(rounds, Duration.ofSeconds(seconds), line, Duration.ofSeconds(warmUp));
        try (WorkDirectory work = WorkDirectory.of(null)) {
            System.out.print(new Report(Lives.measure(work.path(), plan)).as(output));
        }
        return 0;
    }
}
