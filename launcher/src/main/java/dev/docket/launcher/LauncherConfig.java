package dev.docket.launcher;

import dev.docket.event.Fault;
import dev.docket.serde.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a launcher must know. Any values can be put in; {@link #validate()} tells what is wrong with them, all at once.
 *
 * @param installation the installation whose commands it applies
 * @param kafka where the commands come from
 * @param cluster where the Pods go
 * @param pods what Pods look like and how long they live
 * @param pace how much is done at once
 */
public record LauncherConfig(String installation, Kafka kafka, Cluster cluster, Pods pods, Pace pace) {
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    /** JSON may write one byte of a log as six, and a record must stay well under a megabyte. */
    private static final int LONGEST_LOG_TAIL = 128 * 1024;

    /**
     * Where the commands come from.
     *
     * @param bootstrapServers as Kafka clients take it
     * @param properties passed on to consumer and producer; Docket's own settings win where correctness depends on them
     */
    public record Kafka(String bootstrapServers, Map<String, String> properties) {
        public Kafka {
            properties = Map.copyOf(properties);
        }
    }

    /**
     * Where the Pods go. Without URL and file, the cluster is found as kubectl finds it, or from inside a Pod.
     *
     * @param master the URL of the API server, where it needs no credentials
     * @param kubeconfig a kubeconfig file
     * @param namespace the namespace of the Pods; absent means that of the kubeconfig
     */
    public record Cluster(
            @Nullable String master,
            @Nullable Path kubeconfig,
            @Nullable String namespace) {}

    /**
     * What Pods look like and how long they live.
     *
     * @param template a Pod manifest that adds to every Pod, see {@link PodTemplate}
     * @param runAsUser the numeric user of the container, not 0
     * @param startGrace how long after its node took it a Pod may take to start its container, image pull included
     * @param terminationGracePeriod between SIGTERM and SIGKILL
     * @param retention how long a Pod is kept after its outcome is safe
     * @param logTailBytes how much of the end of the log goes into the report; 0 reads no log
     */
    public record Pods(
            @Nullable Path template,
            long runAsUser,
            Duration startGrace,
            Duration terminationGracePeriod,
            Duration retention,
            int logTailBytes) {
        /** For a real cluster. */
        public static Pods defaults() {
            return new Pods(
                    null, 65_532, Duration.ofMinutes(20), Duration.ofSeconds(10), Duration.ofHours(1), 8 * 1024);
        }

        /** The same with another retention. */
        public Pods withRetention(Duration other) {
            return new Pods(template, runAsUser, startGrace, terminationGracePeriod, other, logTailBytes);
        }

        /** The same with another length of the log tail. */
        public Pods withLogTailBytes(int other) {
            return new Pods(template, runAsUser, startGrace, terminationGracePeriod, retention, other);
        }

        /** The same with a template. */
        public Pods withTemplate(@Nullable Path other) {
            return new Pods(other, runAsUser, startGrace, terminationGracePeriod, retention, logTailBytes);
        }
    }

    /**
     * How much is done at once.
     *
     * @param maxInFlight commands that were read and not answered; at this number the partitions are paused
     * @param maxSpan offsets read behind the first unanswered command of a partition; at this number it is paused
     * @param apiThreads calls to the API server under way
     * @param commitInterval between two commits of offsets; a Pod's finalizer waits for one
     * @param relistInterval between two full lists of the Pods
     */
    public record Pace(int maxInFlight, int maxSpan, int apiThreads, Duration commitInterval, Duration relistInterval) {
        public static Pace defaults() {
            return new Pace(1_000, 50_000, 16, Duration.ofMillis(200), Duration.ofSeconds(30));
        }

        /** The same with another interval between full lists. */
        public Pace withRelistInterval(Duration other) {
            return new Pace(maxInFlight, maxSpan, apiThreads, commitInterval, other);
        }
    }

    /** Everything by default but what has none. */
    public static LauncherConfig of(String installation, String bootstrapServers, Cluster cluster) {
        return new LauncherConfig(
                installation, new Kafka(bootstrapServers, Map.of()), cluster, Pods.defaults(), Pace.defaults());
    }

    /** The same with other Pods. */
    public LauncherConfig withPods(Pods other) {
        return new LauncherConfig(installation, kafka, cluster, other, pace);
    }

    /** The same at another pace. */
    public LauncherConfig withPace(Pace other) {
        return new LauncherConfig(installation, kafka, cluster, pods, other);
    }

    /** The topics of the installation. */
    public Topics topics() {
        return new Topics(installation);
    }

    /** The consumer group of all launchers of the installation. */
    public String groupId() {
        return installation + ".launcher";
    }

    /** All that is wrong, the template file included; empty if nothing is. */
    public List<Fault> validate() {
        Faults faults = new Faults();
        faults.unless(
                Topics.INSTALLATION.matcher(installation).matches(),
                "installation",
                "1 to 40 lower-case letters, digits and inner hyphens are allowed");
        faults.unless(!kafka.bootstrapServers.isBlank(), "kafka.bootstrapServers", "must name a broker");
        faults.unless(
                cluster.master == null || cluster.kubeconfig == null,
                "cluster",
                "takes either the URL of an API server or a kubeconfig, not both");
        faults.unless(
                cluster.namespace == null
                        || NAMESPACE.matcher(cluster.namespace).matches(),
                "cluster.namespace",
                "is not a legal name of a namespace");
        faults.unless(pods.runAsUser > 0, "pods.runAsUser", "must be positive: Pods never run as root");
        faults.between(pods.startGrace, Duration.ofSeconds(1), Duration.ofDays(7), "pods.startGrace");
        faults.between(pods.terminationGracePeriod, Duration.ZERO, Duration.ofHours(1), "pods.terminationGracePeriod");
        faults.between(pods.retention, Duration.ZERO, Duration.ofDays(30), "pods.retention");
        faults.between(pods.logTailBytes, 0, LONGEST_LOG_TAIL, "pods.logTailBytes");
        faults.between(pace.maxInFlight, 1, 100_000, "pace.maxInFlight");
        faults.between(pace.maxSpan, pace.maxInFlight, 10_000_000, "pace.maxSpan");
        faults.between(pace.apiThreads, 1, 1_000, "pace.apiThreads");
        faults.between(pace.commitInterval, Duration.ofMillis(1), Duration.ofMinutes(1), "pace.commitInterval");
        faults.between(pace.relistInterval, Duration.ofMillis(100), Duration.ofHours(1), "pace.relistInterval");
        if (pods.template != null) {
            faults.found.addAll(PodTemplate.read(pods.template).faults());
        }
        return List.copyOf(faults.found);
    }

    private static final class Faults {
        private final List<Fault> found = new ArrayList<>();

        void unless(boolean good, String field, String message) {
            if (!good) {
                found.add(new Fault(field, message));
            }
        }

        <T extends Comparable<T>> void between(T value, T least, T most, String field) {
            unless(
                    value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                    field,
                    value + " is not between " + least + " and " + most);
        }
    }
}
