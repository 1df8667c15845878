package dev.docket.cli;

import dev.docket.launcher.LauncherConfig;
import dev.docket.launcher.LauncherSettings;
import dev.docket.launcher.PodSweep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code docket launcher sweep}. */
@Command(
        name = "sweep",
        mixinStandardHelpOptions = true,
        header = "Clear away the Pods of an installation that has no launcher any more.",
        description = {
            "",
            "A Pod of Docket's keeps its name until a launcher lets go of it; after the last launcher was uninstalled nobody"
                    + " does. This lists the Pods of the installation and, with --yes, takes Docket's finalizer off and"
                    + " deletes those that have ended. Stop all launchers first: what is swept has no outcome.",
            ""
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket launcher sweep --installation docket --namespace batch",
            "  docket launcher sweep --installation docket --namespace batch --yes --running"
        })
final class LauncherSweepCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Option(names = "--yes", description = "Do it; without this option it is only said what would be done.")
    boolean yes;

    @Option(names = "--running", description = "Kill and clear those that have not ended, too.")
    boolean running;

    /** A Pod, and what came of it. */
    record Swept(String pod, String execution, String state, String done) {}

    @Override
    public Integer call() {
        Logging.ofClient();
        LauncherConfig config = LauncherConfig.from(connection.settings(LauncherSettings.SCHEMA, cluster.flags()));
        try (PodSweep sweep = PodSweep.of(config)) {
            List<Swept> swept =
                    find(sweep).stream().map(pod -> swept(sweep, pod)).toList();
            if (output.json()) {
                output.print(Map.of("namespace", sweep.namespace(), "pods", swept));
            } else if (swept.isEmpty()) {
                output.out().println("no Pods of " + config.installation().name() + " in " + sweep.namespace());
            } else {
                swept.forEach(pod ->
                        output.out().println(String.join("  ", pod.pod(), pod.execution(), pod.state(), pod.done())));
            }
            return swept.stream().anyMatch(pod -> pod.done().startsWith("refused")) ? Exit.FAILED : Exit.OK;
        }
    }

    private static List<PodSweep.Found> find(PodSweep sweep) {
        try {
            return sweep.find();
        } catch (IllegalStateException e) {
            throw new CommandFailed(Exit.FAILED, "the Pods cannot be listed: " + e.getMessage());
        }
    }

    private Swept swept(PodSweep sweep, PodSweep.Found pod) {
        return new Swept(
                Printable.text(pod.name()),
                Printable.text(pod.execution()),
                pod.state().name().toLowerCase(java.util.Locale.ROOT),
                done(sweep, pod));
    }

    private String done(PodSweep sweep, PodSweep.Found pod) {
        if (pod.state() == PodSweep.State.ALIVE && !running) {
            return "kept; --running takes it, too";
        }
        if (!yes) {
            return "would be cleared; --yes does it";
        }
        Optional<String> refused = sweep.clear(pod);
        return refused.map(why -> "refused: " + Printable.text(why)).orElse("cleared");
    }
}
