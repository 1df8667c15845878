package dev.docket.launcher;

import dev.docket.config.Installation;
import dev.docket.config.Settings;
import dev.docket.serde.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a launcher is told. Its settings, with what they may be, are described by {@link LauncherSettings}.
 *
 * @param installation the installation whose commands it applies, and how to reach Kafka
 * @param cluster where the Pods go
 * @param pods what Pods look like and how long they live
 * @param pace how much is done at once
 */
public record LauncherConfig(Installation installation, Cluster cluster, Pods pods, Pace pace) {

    /**
     * Where the Pods go. Without URL and file, the cluster is found as kubectl finds it, or from inside a Pod.
     *
     * @param master the URL of the API server, where it needs no credentials
     * @param kubeconfig a kubeconfig file
     * @param namespace the namespace of the Pods; absent means that of the kubeconfig
     * @param queueNamespaces the namespaces of queues whose Pods go elsewhere
     */
    public record Cluster(
            @Nullable String master,
            @Nullable Path kubeconfig,
            @Nullable String namespace,
            Map<String, String> queueNamespaces) {
        public Cluster {
            queueNamespaces = Map.copyOf(queueNamespaces);
        }
    }

    /**
     * What Pods look like and how long they live.
     *
     * @param templates what operators add to them
     * @param runAsUser the numeric user of the container, not 0
     * @param tmpSize the limit of {@code /tmp}, as Kubernetes writes quantities
     * @param logTailBytes how much of the end of the log goes into the report; 0 reads no log
     * @param life how long they live
     */
    public record Pods(Templates templates, long runAsUser, String tmpSize, int logTailBytes, Life life) {}

    /**
     * What operators add to Pods, see {@link PodTemplate}.
     *
     * @param general a Pod manifest for the queues that have none of their own
     * @param directory where named ones are, one a file
     * @param byQueue the names of those of queues
     * @param weaker whether they may weaken the Pods
     */
    public record Templates(
            @Nullable Path general, @Nullable Path directory, Map<String, String> byQueue, boolean weaker) {
        public Templates {
            byQueue = Map.copyOf(byQueue);
        }
    }

    /**
     * How long Pods live.
     *
     * @param startGrace how long after its node took it a Pod may take to start its container, image pull included
     * @param startLimits when to give up on a container that does not start, by the reason
     * @param terminationGrace between SIGTERM and SIGKILL
     * @param kept what is kept of them after their outcome is safe
     */
    public record Life(Duration startGrace, StartLimits startLimits, Duration terminationGrace, Kept kept) {}

    /**
     * What is kept of Pods whose outcome is safe.
     *
     * @param retention how long
     * @param most how many; the oldest go first
     */
    public record Kept(Duration retention, int most) {}

    /**
     * How much is done at once.
     *
     * @param reading how far ahead commands are read
     * @param calls how the API server is asked
     * @param commitInterval between two commits of offsets; a Pod's finalizer waits for one
     * @param relistInterval between two full lists of the Pods
     */
    public record Pace(Reading reading, Calls calls, Duration commitInterval, Duration relistInterval) {}

    /**
     * How far ahead commands are read.
     *
     * @param maxInFlight commands that are worked on; at this number the partitions are paused
     * @param maxHeldBytes what all commands may have that were read and not answered; at this number the partitions are
     *     paused
     * @param maxSpan offsets read behind the first unanswered command of a partition; at this number it is paused
     */
    public record Reading(int maxInFlight, long maxHeldBytes, int maxSpan) {}

    /**
     * How the API server is asked.
     *
     * @param threads calls under way
     * @param perSecond calls begun in a second
     * @param timeout how long an answer may take
     * @param fence for how long a create that nobody waits for any more may still take effect
     */
    public record Calls(int threads, int perSecond, Duration timeout, Duration fence) {}

    /** What the settings say. */
    public static LauncherConfig from(Settings settings) {
        return new LauncherConfig(
                Installation.from(settings),
                new Cluster(
                        settings.find(LauncherSettings.MASTER).orElse(null),
                        settings.find(LauncherSettings.KUBECONFIG).orElse(null),
                        settings.find(LauncherSettings.NAMESPACE).orElse(null),
                        settings.find(LauncherSettings.QUEUE_NAMESPACES).orElse(Map.of())),
                new Pods(
                        templates(settings),
                        settings.get(LauncherSettings.RUN_AS_USER),
                        settings.get(LauncherSettings.TMP_SIZE),
                        settings.get(LauncherSettings.LOG_TAIL_BYTES),
                        life(settings)),
                new Pace(
                        new Reading(
                                settings.get(LauncherSettings.MAX_IN_FLIGHT),
                                settings.get(LauncherSettings.MAX_HELD_MB) * 1_000_000L,
                                settings.get(LauncherSettings.MAX_SPAN)),
                        new Calls(
                                settings.get(LauncherSettings.API_THREADS),
                                settings.get(LauncherSettings.API_RATE),
                                settings.get(LauncherSettings.REQUEST_TIMEOUT),
                                settings.get(LauncherSettings.FENCE)),
                        settings.get(LauncherSettings.COMMIT_INTERVAL),
                        settings.get(LauncherSettings.RELIST_INTERVAL)));
    }

    private static Templates templates(Settings settings) {
        return new Templates(
                settings.find(LauncherSettings.TEMPLATE).orElse(null),
                settings.find(LauncherSettings.TEMPLATES).orElse(null),
                settings.find(LauncherSettings.QUEUE_TEMPLATES).orElse(Map.of()),
                settings.get(LauncherSettings.ALLOW_WEAKER));
    }

    private static Life life(Settings settings) {
        return new Life(
                settings.get(LauncherSettings.START_GRACE),
                new StartLimits(
                        settings.get(LauncherSettings.INVALID_IMAGE_GRACE),
                        settings.get(LauncherSettings.PULL_GRACE),
                        settings.get(LauncherSettings.WAITING_GRACE)),
                settings.get(LauncherSettings.TERMINATION_GRACE),
                new Kept(settings.get(LauncherSettings.RETENTION), settings.get(LauncherSettings.MAX_KEPT)));
    }

    /** The topics of the installation. */
    public Topics topics() {
        return installation.topics();
    }

    /** The consumer group of all launchers of the installation. */
    public String groupId() {
        return installation.name() + ".launcher";
    }
}
