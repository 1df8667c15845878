package dev.docket.cli;

import dev.docket.config.Setting;
import dev.docket.config.Settings;
import dev.docket.launcher.Launcher;
import dev.docket.launcher.LauncherConfig;
import dev.docket.launcher.LauncherSettings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
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
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExamples:%n",
        footer = {
            "  docket launcher --bootstrap kafka-0:9092,kafka-1:9092 --namespace batch",
            "  docket launcher --kubeconfig ~/.kube/config --pod-template template.yaml",
            "  docket launcher --config launcher.properties --set launcher.api-threads=32"
        },
        subcommands = {LauncherSweepCommand.class, HelpCommand.class})
final class LauncherCommand implements Callable<Integer> {

    @Mixin
    ConnectionOptions connection = new ConnectionOptions();

    @Mixin
    ClusterOptions cluster = new ClusterOptions();

    @Option(
            names = "--pod-template",
            paramLabel = "FILE",
            description = "pod.template: a Pod manifest that adds to every Pod.")
    @Nullable
    String template;

    @Option(
            names = "--allow-weaker-pods",
            description = "pod.allow-weaker: pod templates may take away from what isolates Pods.")
    boolean weaker;

    @Option(
            names = "--pod-retention",
            paramLabel = "DURATION",
            description = "pod.retention: how long an ended Pod is kept. Default: 1h.")
    @Nullable
    String retention;

    @Option(
            names = "--log-tail",
            paramLabel = "BYTES",
            description = "pod.log-tail-bytes: how much of the end of a Pod's log is reported. Default: 8192.")
    @Nullable
    String logTail;

    @Override
    public Integer call() throws InterruptedException {
        Logging.toStandardError();
        Settings settings = connection.settings(LauncherSettings.SCHEMA, flags());
        LoggerFactory.getLogger(LauncherCommand.class)
                .atInfo()
                .addKeyValue("settings", settings.describe())
                .log("launcher starts");
        try (Termination termination = Termination.awaited();
                Launcher launcher = Launcher.start(LauncherConfig.from(settings))) {
            return termination.orFailureOf(launcher.failure());
        }
    }

    private Map<String, String> flags() {
        Map<String, String> flags = cluster.flags();
        given(flags, LauncherSettings.TEMPLATE, template);
        given(flags, LauncherSettings.ALLOW_WEAKER, weaker ? "true" : null);
        given(flags, LauncherSettings.RETENTION, retention);
        given(flags, LauncherSettings.LOG_TAIL_BYTES, logTail);
        return flags;
    }

    private static void given(Map<String, String> flags, Setting<?> setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting.name(), value);
        }
    }
}
