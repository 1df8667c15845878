package dev.docket.cli;

import dev.docket.config.Installation;
import dev.docket.launcher.Launcher;
import dev.docket.launcher.LauncherConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket launcher}. */
@Command(
        name = "launcher",
        mixinStandardHelpOptions = true,
        header = "Run a launcher.",
        description = {
            "",
            "Makes the Pods that the coordinator commands, watches them, and reports how they end. Any number of launchers"
                    + " share an installation's work. Finds the cluster as kubectl does, or from inside a Pod. Logs to"
                    + " standard error; ends on SIGTERM.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:it can do nothing more; the log says why",
            "2:wrong command line or settings",
            "130, 143:ended by Ctrl-C or SIGTERM, everything closed in order"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket launcher --bootstrap kafka-0:9092,kafka-1:9092 --namespace batch",
            "  docket launcher --kubeconfig ~/.kube/config --pod-template template.yaml"
        })
final class LauncherCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "The cluster. Default: as kubectl finds it.")
    @Nullable
    Path kubeconfig;

    @Option(names = "--master", paramLabel = "URL", description = "An API server that needs no credentials.")
    @Nullable
    String master;

    @Option(names = "--namespace", description = "Where the Pods go. Default: as the kubeconfig says.")
    @Nullable
    String namespace;

    @Option(names = "--pod-template", paramLabel = "FILE", description = "A Pod manifest that adds to every Pod.")
    @Nullable
    Path template;

    @Option(
            names = "--pod-retention",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "1h",
            description = "How long an ended Pod is kept. Default: ${DEFAULT-VALUE}.")
    Duration retention = Duration.ofHours(1);

    @Option(
            names = "--log-tail",
            paramLabel = "BYTES",
            defaultValue = "8192",
            description = "How much of the end of a Pod's log is reported. Default: ${DEFAULT-VALUE}.")
    int logTail = 8192;

    @Override
    public Integer call() throws InterruptedException {
        Logging.toStandardError();
        Installation installation = connection.installation();
        LauncherConfig defaults = LauncherConfig.of(
                installation.name(),
                installation.bootstrapServers(),
                new LauncherConfig.Cluster(master, kubeconfig, namespace));
        LauncherConfig config = new LauncherConfig(
                defaults.installation(),
                new LauncherConfig.Kafka(
                        installation.bootstrapServers(), installation.kafka().streams()),
                defaults.cluster(),
                defaults.pods().withTemplate(template).withRetention(retention).withLogTailBytes(logTail),
                defaults.pace());
        if (!config.validate().isEmpty()) {
            throw new CommandFailed(Exit.USAGE, "the launcher cannot start: " + config.validate());
        }
        try (Termination termination = Termination.awaited();
                Launcher launcher = Launcher.start(config)) {
            return termination.orFailureOf(launcher.failure());
        }
    }
}
