package dev.docket.cli;

import dev.docket.config.Installation;
import dev.docket.event.Event;
import dev.docket.replay.DemoWorkload;
import dev.docket.replay.Pace;
import dev.docket.replay.Replay;
import dev.docket.replay.SwfRule;
import dev.docket.replay.Workload;
import dev.docket.replay.WorkloadFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code docket replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        header = "Send the requests of a file at their pace.",
        description = {
            "",
            "A job log in the Standard Workload Format (.swf), whose jobs become executions that sleep for their run time;"
                    + " or one ExecutionRequested a line (.jsonl). Either may be compressed by gzip. Sends only: what becomes"
                    + " of the requests is for docket status, or the audit log.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all were sent",
            "1:not all were sent",
            "2:wrong command line, settings or file",
            "3:Kafka cannot be reached"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket replay workloads/NASA-iPSC-1993-3.1-cln.swf.gz",
            "  docket replay --at-once --queue batch requests.jsonl"
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The log or the requests.")
    Path file = Path.of("");

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(
            names = "--arrival-factor",
            paramLabel = "A",
            defaultValue = "" + DemoWorkload.ARRIVAL_FACTOR,
            description = "Seconds of the file's arrivals that pass in one. Default: ${DEFAULT-VALUE}.")
    double arrivalFactor = DemoWorkload.ARRIVAL_FACTOR;

    @Option(
            names = "--run-factor",
            paramLabel = "R",
            defaultValue = "" + DemoWorkload.RUN_FACTOR,
            description = "Seconds of a job's run time that pass in one. Default: ${DEFAULT-VALUE}.")
    double runFactor = DemoWorkload.RUN_FACTOR;

    @Option(names = "--at-once", description = "Send as fast as possible.")
    boolean atOnce;

    @Option(names = "--queue", defaultValue = "default", description = "Where jobs go. Default: ${DEFAULT-VALUE}.")
    String queue = "default";

    @Option(
            names = "--prefix",
            description = "Begins the ids of a log's executions; the same prefix again repeats the same executions."
                    + " Default: the time of day.")
    @Nullable
    String prefix;

    /** What goes to standard output with {@code --output json}. */
    record Answer(long sent, double seconds) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logging.ofClient();
        Workload.Arrivals workload = workload();
        Installation installation = connection.installation();
        long start = System.nanoTime();
        try (Producer<String, Event> producer = KafkaClients.producer(installation)) {
            var replay = new Replay(
                    producer, installation.topics().executionRequests(), atOnce ? Pace.atOnce() : Pace.fromNow());
            replay.run(workload);
            double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
            if (output.json()) {
                output.print(new Answer(replay.acknowledged(), seconds));
            } else {
                output.out().printf(Locale.ROOT, "sent %d requests in %.1f s%n", replay.acknowledged(), seconds);
            }
        } catch (Replay.ReplayFailed e) {
            throw new CommandFailed(Exit.FAILED, String.valueOf(e.getMessage()), e);
        }
        return Exit.OK;
    }

    private Workload.Arrivals workload() throws IOException {
        if (!WorkloadFile.understands(file)) {
            throw new CommandFailed(Exit.USAGE, file + " ends neither in .swf nor in .jsonl (nor in either and .gz)");
        }
        String ids = prefix == null ? "replay-" + Instant.now().getEpochSecond() : prefix;
        return read(file, new SwfRule(ids, queue, arrivalFactor, runFactor));
    }

    /** The arrivals of the file, or the end of the command with what is wrong in it. */
    static Workload.Arrivals read(Path file, SwfRule rule) throws IOException {
        Workload workload = WorkloadFile.read(file, rule);
        if (workload instanceof Workload.Faulty faulty) {
            String faults = faulty.faults().stream()
                    .map(fault -> System.lineSeparator() + "  " + fault)
                    .collect(Collectors.joining());
            throw new CommandFailed(
                    Exit.USAGE, file + " cannot be used: " + faulty.total() + " faulty lines, of which" + faults);
        }
        return (Workload.Arrivals) workload;
    }
}
