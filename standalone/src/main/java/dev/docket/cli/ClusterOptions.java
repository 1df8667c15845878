package dev.docket.cli;

import dev.docket.config.Setting;
import dev.docket.launcher.LauncherSettings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the Pods are. */
final class ClusterOptions {

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "cluster.kubeconfig. Default: as kubectl finds the cluster.")
    @Nullable
    String kubeconfig;

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "cluster.master: an API server that needs no credentials.")
    @Nullable
    String master;

    @Option(names = "--namespace", description = "cluster.namespace. Default: as the kubeconfig says.")
    @Nullable
    String namespace;

    /** The options as settings. */
    Map<String, String> flags() {
        Map<String, String> flags = new LinkedHashMap<>();
        given(flags, LauncherSettings.KUBECONFIG, kubeconfig);
        given(flags, LauncherSettings.MASTER, master);
        given(flags, LauncherSettings.NAMESPACE, namespace);
        return flags;
    }

    private static void given(Map<String, String> flags, Setting<?> setting, @Nullable String value) {
        if (value != null) {
            flags.put(setting.name(), value);
        }
    }
}
