package dev.docket.cli;

import dev.docket.config.Setting;
import dev.docket.config.Settings;
import dev.docket.launcher.Launcher;
import dev.docket.launcher.LauncherConfig;
import dev.docket.launcher.LauncherSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    @Override
    public Integer call() throws InterruptedException {
        Logging.toStandardError();
        Settings settings = connection.settings(own());
        Logger log = LoggerFactory.getLogger(LauncherCommand.class);
        log.atInfo().addKeyValue("settings", settings.describe()).log("launcher starts");
        LauncherConfig config = LauncherConfig.from(settings);
        try (Termination termination = Termination.awaited();
                Launcher launcher = Launcher.start(config)) {
            return termination.orFailureOf(launcher.failure());
        }
    }

    private Map<String, String> own() {
        Map<String, String> own = new LinkedHashMap<>();
        give(own, LauncherSettings.KUBECONFIG, kubeconfig);
        give(own, LauncherSettings.MASTER, master);
        give(own, LauncherSettings.NAMESPACE, namespace);
        give(own, LauncherSettings.TEMPLATE, template);
        return own;
    }

    private static void give(Map<String, String> own, Setting<?> setting, @Nullable Object value) {
        if (value != null) {
            own.put(setting.name(), value.toString());
        }
    }
}
