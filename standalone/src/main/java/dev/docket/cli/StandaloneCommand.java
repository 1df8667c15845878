package dev.docket.cli;

import dev.docket.config.Installation;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.CoordinatorSettings;
import dev.docket.standalone.Standalone;
import dev.docket.standalone.StandaloneConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket standalone}. */
@Command(
        name = "standalone",
        mixinStandardHelpOptions = true,
        header = "Everything on this machine, in one process.",
        description = {
            "",
            "A real Kafka broker, the coordinator, the launcher, and a cluster: that of --kubeconfig, or else a stand-in"
                    + " that runs Pods as local processes. Listens on loopback addresses only. Runs until Ctrl-C; after that,"
                    + " and after a crash, the next start goes on where this one ended.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:it did not start, or a part of it failed; the log tells more",
            "2:wrong command line or settings",
            "130, 143:ended by Ctrl-C or SIGTERM, everything closed in order"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket standalone",
            "  docket standalone --set queue.max-active=50 --set queue.max-per-user=1000",
            "  docket standalone --kubeconfig ~/.kube/config --namespace batch"
        })
final class StandaloneCommand implements Callable<Integer> {

    @Mixin
    DirectoryOptions where = new DirectoryOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--kafka-port", description = "Where Kafka listens. Default: 9092 if it is free, or else any.")
    @Nullable
    Integer kafkaPort;

    @Option(
            names = "--http-port",
            description = "Where the coordinator answers. Default: 8080 if it is free, or else any.")
    @Nullable
    Integer httpPort;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "Run Pods in this cluster.")
    @Nullable
    Path kubeconfig;

    @Option(names = "--namespace", description = "Where in that cluster. Default: as the kubeconfig says.")
    @Nullable
    String namespace;

    @Option(names = "--installation", paramLabel = "NAME", description = "The installation's name. Default: docket.")
    @Nullable
    String installation;

    @Option(names = "--config", paramLabel = "FILE", description = "A file of settings, as Java properties in UTF-8.")
    @Nullable
    Path config;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "One setting; may be given again.")
    Map<String, String> set = new LinkedHashMap<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = where.choose(Home.standalone());
        Files.createDirectories(directory);
        Path log = directory.resolve("docket.log");
        Logging.toFile(log);
        try (Termination termination = Termination.awaited()) {
            return run(directory, log, termination);
        }
    }

    private int run(Path directory, Path log, Termination termination) throws IOException, InterruptedException {
        try (Standalone standalone = Standalone.start(standaloneConfig(directory), this::news)) {
            Running running = running(standalone);
            running.write(Home.running());
            try {
                greet(standalone, log);
                int exitCode = termination.orFailureOf(standalone.failure());
                standalone.failed().ifPresent(cause -> output.err().println("docket: " + cause));
                return exitCode;
            } finally {
                news("stopping");
                running.remove(Home.running());
            }
        } finally {
            where.dispose(directory);
        }
    }

    private void news(String text) {
        output.err().println("docket: " + text + " …");
    }

    private StandaloneConfig standaloneConfig(Path directory) {
        Map<String, String> settings = new LinkedHashMap<>(set);
        settings.putIfAbsent(
                CoordinatorSettings.HTTP_PORT.name(),
                Integer.toString(httpPort == null ? Ports.usualOrAny(8080) : httpPort));
        if (installation != null) {
            settings.put(Installation.NAME.name(), installation);
        }
        return new StandaloneConfig(
                directory,
                kafkaPort == null ? Ports.usualOrAny(9092) : kafkaPort,
                config,
                settings,
                new StandaloneConfig.Cluster(
                        kubeconfig, namespace, StandaloneConfig.Cluster.STAND_IN.podRetention(), false));
    }

    private static Running running(Standalone standalone) {
        CoordinatorConfig coordinator = standalone.coordinatorConfig();
        Installation installation = standalone.installation();
        return new Running(
                Map.of(
                        Installation.SERVERS.name(), installation.bootstrapServers(),
                        Installation.NAME.name(), installation.name(),
                        CoordinatorSettings.PARTITIONS.name(),
                                Integer.toString(coordinator.topics().partitions()),
                        CoordinatorSettings.REPLICATION_FACTOR.name(),
                                Short.toString(coordinator.topics().replicationFactor())),
                standalone.coordinator().toString(),
                standalone.directory(),
                ProcessHandle.current().pid());
    }

    /** What goes to standard output with {@code --output json}. */
    record Greeting(
            String bootstrapServers,
            String coordinator,
            @Nullable String cluster,
            String installation,
            String directory,
            String log) {}

    private void greet(Standalone standalone, Path log) {
        Installation docket = standalone.installation();
        Optional<String> cluster = standalone.standIn().map(Object::toString);
        if (output.json()) {
            output.print(new Greeting(
                    docket.bootstrapServers(),
                    standalone.coordinator().toString(),
                    cluster.orElse(null),
                    docket.name(),
                    standalone.directory().toString(),
                    log.toString()));
            return;
        }
        var out = output.out();
        out.println();
        out.println("Docket runs; Ctrl-C ends it.");
        out.println();
        out.println("  Kafka        " + docket.bootstrapServers() + "   topics " + docket.name() + ".*");
        out.println("  coordinator  " + standalone.coordinator());
        out.println("  cluster      "
                + cluster.map(url -> url + "   (a stand-in; it runs Pods as local processes)")
                        .orElseGet(() -> "that of " + (kubeconfig == null ? "the settings" : kubeconfig)));
        out.println("  data         " + standalone.directory() + (where.temporary ? "   (temporary)" : ""));
        out.println("  log          " + log);
        out.println();
        out.println("In another terminal:");
        out.println();
        out.println("  echo 'print(\"hello\")' > hello.py");
        out.println("  docket submit --wait hello.py");
        out.println();
    }
}
