package dev.docket.bench.estimate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code docket bench estimate}. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        header = "How good the estimates of waits are.",
        description = {
            "",
            "Runs the coordinator's own decisions in virtual time over the NASA job log, at slots and arrival rates that"
                    + " give utilisations of 0.7, 0.9 and 1.2, and over generated bursts, and holds what was told at"
                    + " acceptance against what came of it.",
            ""
        })
public final class EstimateCommand implements Callable<Integer> {

    /** How many executions run at a time, in the mean of November and December, at the log's own arrival rate. */
    private static final double LOAD = 1.947;

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int BURST_SLOTS = 20;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(names = "--log", paramLabel = "FILE", description = "The job log. Default: the one in workloads/.")
    Path log = Path.of(System.getProperty("docket.home", "."), "workloads", "NASA-iPSC-1993-3.1-cln.swf.gz");

    /** Slots, and the utilisation that arrivals are sped up to. */
    record Setting(int slots, double utilisation) {

        double speed() {
            return utilisation * slots / LOAD;
        }
    }

    static final List<Setting> SETTINGS = List.of(
            new Setting(3, 0.7),
            new Setting(2, 0.9),
            new Setting(2, 1.2),
            new Setting(28, 0.7),
            new Setting(22, 0.9),
            new Setting(16, 1.2));

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println(
                "| workload | slots | utilisation | starts | that waited | within p90 | within p50 | all starts within"
                        + " p90 | median error, s | naive, s | ratio | median wait, s | median p90, s |");
        out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (Setting setting : SETTINGS) {
            List<Wait> waits = VirtualQueue.run(Jobs.nasa(log, setting.speed()), setting.slots());
            double day = DAY / setting.speed();
            print(out, "October (tuned on)", setting, Score.of(waits, 0, (long) (31 * day)));
            print(out, "November", setting, Score.of(waits, (long) (31 * day), (long) (61 * day)));
            print(out, "December", setting, Score.of(waits, (long) (61 * day), Long.MAX_VALUE));
        }
        for (Jobs.Bursts kind : Jobs.Bursts.values()) {
            List<Wait> waits = VirtualQueue.run(Jobs.bursts(kind), BURST_SLOTS);
            String name = "bursts, " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            print(out, name, new Setting(BURST_SLOTS, Double.NaN), Score.of(waits, 2 * DAY, Long.MAX_VALUE));
        }
        out.flush();
        return 0;
    }

    private static void print(PrintWriter out, String workload, Setting setting, Score score) {
        out.printf(
                Locale.ROOT,
                "| %s | %d | %s | %d | %d | %.3f | %.3f | %.3f | %.1f | %.1f | %.2f | %.0f | %.0f |%n",
                workload,
                setting.slots(),
                Double.isNaN(setting.utilisation()) ? "" : String.valueOf(setting.utilisation()),
                score.starts(),
                score.waited(),
                score.within90(),
                score.within50(),
                score.allWithin90(),
                score.error(),
                score.naiveError(),
                score.error() / score.naiveError(),
                score.medianWait(),
                score.width());
        out.flush();
    }
}
