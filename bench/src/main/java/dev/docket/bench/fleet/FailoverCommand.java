package dev.docket.bench.fleet;

import dev.docket.bench.report.Report;
import dev.docket.bench.rig.Quiet;
import dev.docket.bench.rig.WorkDirectory;
import dev.docket.broker.BrokerTuning;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code docket bench failover}. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        header = "What clients see while coordinators go and come.",
        description = {
            "",
            "Runs three brokers in this process and coordinators in processes of their own, sends requests to twelve"
                    + " queues, asks for positions, ends one coordinator at random and puts another in its place, again"
                    + " and again; then recounts what became of every request. What happens meanwhile goes to standard"
                    + " error.",
            ""
        })
public final class FailoverCommand implements Callable<Integer> {

    private static final int QUICK = 1;
    private static final int QUICK_HISTORY = 1_200;

    @Option(names = "--kills", paramLabel = "N", defaultValue = "20", description = "How many are ended. Default: 20.")
    int kills = 20;

    @Option(
            names = "--instances",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many coordinators there are: 2 or more. Default: 3.")
    int instances = 3;

    @Option(
            names = "--brokers",
            split = ",",
            defaultValue = "tuned,default",
            description = "How brokers are set: as advised (tuned), as Kafka is delivered (default), or first one and"
                    + " then the other. Default: both.")
    List<BrokerTuning> brokers = List.of(BrokerTuning.TUNED, BrokerTuning.DEFAULT);

    @Option(
            names = "--signal",
            defaultValue = "kill",
            description = "How they are ended: killed (kill), or told to end (term). Default: kill.")
    Failover.Signal signal = Failover.Signal.KILL;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "36",
            description = "Requests a second, to all queues together. Default: 36.")
    double rate = 36;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting of the coordinators; may be given again.")
    Map<String, String> settings = Map.of();

    @Option(names = "--quick", description = "One kill after which nobody is replaced, brokers as advised.")
    boolean quick;

    @Option(names = "--output", paramLabel = "FORM", description = "table or json. Default: table.")
    Report.Output output = Report.Output.TABLE;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Keep everything there, logs included. Default: a temporary directory, deleted at the end.")
    @Nullable
    Path directory;

    @Override
    public Integer call() throws Exception {
        Quiet.unlessAsked();
        Map<BrokerTuning, FailoverTable.Column> columns = new EnumMap<>(BrokerTuning.class);
        for (BrokerTuning tuning : quick ? List.of(BrokerTuning.TUNED) : brokers) {
            columns.put(tuning, measure(tuning));
        }
        FailoverTable table = new FailoverTable(columns);
        System.out.print(
                output == Report.Output.TABLE ? table.markdown() : new Report(table.rows()).as(Report.Output.JSON));
        return 0;
    }

    private FailoverTable.Column measure(BrokerTuning tuning) throws Exception {
        try (WorkDirectory work = WorkDirectory.of(directory);
                Failover failover = Failover.start(
                        work.path().resolve(tuning.name()),
                        tuning,
                        new Failover.Load(instances, rate, quick ? QUICK_HISTORY : Failover.HISTORY),
                        settings)) {
            List<Takeover> takeovers = new ArrayList<>();
            int many = quick ? QUICK : kills;
            for (int i = 1; i <= many; i++) {
                Takeover takeover = quick ? failover.end(signal) : failover.endAndReplace(signal);
                takeovers.add(takeover);
                System.err.println("docket bench: " + tuning + " " + i + " of " + many + ": " + takeover);
            }
            return new FailoverTable.Column(takeovers, failover.finish());
        }
    }
}
