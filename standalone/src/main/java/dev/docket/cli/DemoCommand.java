package dev.docket.cli;

import dev.docket.config.Installation;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.event.Event;
import dev.docket.replay.DemoWorkload;
import dev.docket.replay.SwfRule;
import dev.docket.replay.Workload;
import dev.docket.standalone.Demo;
import dev.docket.standalone.DemoView;
import dev.docket.standalone.PlainView;
import dev.docket.standalone.Standalone;
import dev.docket.standalone.StandaloneConfig;
import dev.docket.standalone.TerminalView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Three months of a real machine in a minute and a half.",
        description = {
            "",
            "Starts a standalone of its own and replays the log of the Intel iPSC/860 at NASA Ames, 18 239 jobs of 69 users"
                    + " from the Parallel Workloads Archive, with time compressed. An audit that shares no code with the"
                    + " queue reads along and recounts everything from the topics and from the cluster's history.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every request was answered, every accepted execution ended, and nothing was found wrong",
            "1:something is unaccounted for or wrong, or a part failed",
            "2:wrong command line or settings"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  docket demo", "  docket demo --output json", "  docket demo --directory /tmp/look-at-it-later"})
final class DemoCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    DirectoryOptions where = new DirectoryOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--workload", paramLabel = "FILE", description = "Another log (.swf) or file of requests (.jsonl).")
    @Nullable
    Path workload;

    @Option(
            names = "--arrival-factor",
            paramLabel = "A",
            defaultValue = "" + DemoWorkload.ARRIVAL_FACTOR,
            description = "Seconds of arrivals that pass in one. Default: ${DEFAULT-VALUE}.")
    double arrivalFactor = DemoWorkload.ARRIVAL_FACTOR;

    @Option(
            names = "--run-factor",
            paramLabel = "R",
            defaultValue = "" + DemoWorkload.RUN_FACTOR,
            description = "Seconds of run time that pass in one. Default: ${DEFAULT-VALUE}.")
    double runFactor = DemoWorkload.RUN_FACTOR;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "One setting; may be given again.")
    Map<String, String> set = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException {
        Instant start = Instant.now();
        Path file = workload == null ? Home.directory().resolve(DemoWorkload.FILE) : workload;
        Workload.Arrivals arrivals = ReplayCommand.read(
                file, new SwfRule("demo-" + start.getEpochSecond(), "default", arrivalFactor, runFactor));
        Path directory = where.choose(null);
        Files.createDirectories(directory);
        Logging.toFile(directory.resolve("docket.log"));
        DemoView view = view();
        try (Standalone standalone =
                Standalone.start(config(directory), part -> view.news("starting " + part + " …"))) {
            Demo.Result result = run(standalone, arrivals, view);
            DemoSummary summary = DemoSummary.of(result, Duration.between(start, Instant.now()));
            if (output.json()) {
                output.print(summary);
            } else {
                summary.print(output.out());
            }
            return result.figures().clean() ? Exit.OK : Exit.FAILED;
        } finally {
            where.dispose(directory);
        }
    }

    private static Demo.Result run(Standalone standalone, Workload.Arrivals arrivals, DemoView view) {
        Installation installation = standalone.installation();
        try (Producer<String, Event> producer = KafkaClients.producer(installation);
                Consumer<byte[], byte @Nullable []> consumer = KafkaClients.consumer(installation)) {
            return new Demo(standalone, arrivals, new Demo.Clients(producer, consumer), view, PATIENCE).run();
        }
    }

    private StandaloneConfig config(Path directory) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(CoordinatorSettings.MAX_ACTIVE.name(), Integer.toString(DemoWorkload.MAX_ACTIVE));
        settings.put(CoordinatorSettings.MAX_PER_USER.name(), Integer.toString(DemoWorkload.MAX_PER_USER));
        settings.put(CoordinatorSettings.HTTP_PORT.name(), "0");
        settings.putAll(set);
        return new StandaloneConfig(
                directory, 0, null, settings, new StandaloneConfig.Cluster(null, null, Duration.ofSeconds(5), true));
    }

    /** The view goes to standard output, and out of the way of JSON. */
    private DemoView view() {
        PrintWriter to = output.json() ? output.err() : output.out();
        boolean terminal = OutputOptions.drawable(output.json() ? "err" : "out");
        return terminal ? new TerminalView(to) : new PlainView(to);
    }
}
