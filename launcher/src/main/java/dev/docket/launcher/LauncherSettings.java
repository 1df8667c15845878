package dev.docket.launcher;

import static dev.docket.config.Kind.duration;
import static dev.docket.config.Kind.text;
import static dev.docket.config.Kind.wholeNumber;

import dev.docket.config.Installation;
import dev.docket.config.Kind;
import dev.docket.config.Rule;
import dev.docket.config.Schema;
import dev.docket.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The settings of the launcher: names, limits, defaults and meanings. They are read by {@link LauncherConfig#from}. */
public final class LauncherSettings {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration WEEK = Duration.ofDays(7);

    /** What Kubernetes allows as the name of a namespace. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    /** A record must stay well under a megabyte, and is written once more by the coordinator. */
    private static final int LONGEST_LOG_TAIL = 128 * 1024;

    public static final Setting<Path> KUBECONFIG = Setting.optional(
            "cluster.kubeconfig",
            Kind.path(),
            "A kubeconfig file that names the cluster; without it, the cluster is found as kubectl finds it, or from"
                    + " inside a Pod.");
    public static final Setting<String> MASTER = Setting.optional(
            "cluster.master",
            text(Pattern.compile("https?://[^\\s/@?#]+(/[^\\s@?#]*)?"), "an http or https URL without credentials"),
            "The URL of an API server that needs no credentials.");
    public static final Setting<String> NAMESPACE = Setting.optional(
            "cluster.namespace",
            text(NAME, "1 to 63 lower-case letters, digits and inner hyphens"),
            "Where the Pods go; as the kubeconfig says, if not given.");
    public static final Setting<Map<String, String>> QUEUE_NAMESPACES = Setting.optional(
            "cluster.queue-namespaces",
            Kind.byQueue(NAME, "a namespace"),
            "Where the Pods of these queues go instead: `reports=team-a,ml=team-b`.");

    public static final Setting<Path> TEMPLATE = Setting.optional(
            "pod.template",
            Kind.path(),
            "A file with a Pod manifest that adds to the Pods of every queue without a template of its own, but cannot"
                    + " weaken them.");
    public static final Setting<Path> TEMPLATES = Setting.optional(
            "pod.templates",
            Kind.path(),
            "A directory of such files; one that is called `gpu.yaml` (or `.yml`, `.json`) is the template `gpu`.");
    public static final Setting<Map<String, String>> QUEUE_TEMPLATES = Setting.optional(
            "pod.queue-templates",
            Kind.byQueue(NAME, "the name of a template"),
            "Which template the Pods of these queues have: `ml=gpu,reports=gpu`.");
    public static final Setting<Boolean> ALLOW_WEAKER = Setting.of(
            "pod.allow-weaker",
            Kind.flag(),
            "false",
            "Whether templates may take away from what keeps Pods apart from their node and from each other.");
    public static final Setting<Integer> RUN_AS_USER = Setting.of(
            "pod.run-as-user",
            wholeNumber(1, Integer.MAX_VALUE),
            "65532",
            "User and group of the container; never root.");
    public static final Setting<String> TMP_SIZE = Setting.of(
            "pod.tmp-size",
            text(Pattern.compile("[1-9]\\d{0,11}(k|M|G|T|Ki|Mi|Gi|Ti)?"), "a number of bytes such as 512Mi or 1Gi"),
            "1Gi",
            "How much a container may write to `/tmp`, the only place where it can.");
    public static final Setting<Integer> LOG_TAIL_BYTES = Setting.of(
            "pod.log-tail-bytes",
            wholeNumber(0, LONGEST_LOG_TAIL),
            "8192",
            "How many bytes of the end of its log are reported, as JSON writes them; with 0 the log is not read.");
    public static final Setting<Duration> START_GRACE = Setting.of(
            "pod.start-grace",
            duration(SECOND, WEEK),
            "20m",
            "How much longer than its timeout Kubernetes lets a Pod live on its node; the image is pulled in this time.");
    public static final Setting<Duration> INVALID_IMAGE_GRACE = Setting.of(
            "pod.invalid-image-grace",
            duration(Duration.ZERO, WEEK),
            "0s",
            "How long a container may wait to start when its image's name is none (`InvalidImageName`).");
    public static final Setting<Duration> PULL_GRACE = Setting.of(
            "pod.pull-grace",
            duration(Duration.ZERO, WEEK),
            "15m",
            "How long a container may wait to start when its image cannot be had (`ErrImagePull`, `ImagePullBackOff`,"
                    + " `ImageInspectError`, `RegistryUnavailable`).");
    public static final Setting<Duration> WAITING_GRACE = Setting.of(
            "pod.waiting-grace",
            duration(Duration.ZERO, WEEK),
            "5m",
            "How long a container may wait to start for any other reason (`ContainerCreating`,"
                    + " `CreateContainerConfigError`, …); slow pulls and mounts that make progress included.");
    public static final Setting<Duration> TERMINATION_GRACE = Setting.of(
            "pod.termination-grace",
            duration(Duration.ZERO, Duration.ofHours(1)),
            "10s",
            "Between SIGTERM and SIGKILL, when a Pod is to end.");
    public static final Setting<Duration> RETENTION = Setting.of(
            "pod.retention",
            duration(Duration.ZERO, Duration.ofDays(30)),
            "1h",
            "How long an ended Pod is kept after its outcome is safe.");
    public static final Setting<Integer> MAX_KEPT = Setting.of(
            "pod.max-kept",
            wholeNumber(0, 1_000_000),
            "1000",
            "How many ended Pods are kept for their retention at most, by each launcher; beyond that the oldest go first.");

    public static final Setting<Integer> MAX_IN_FLIGHT = Setting.of(
            "launcher.max-in-flight",
            wholeNumber(1, 100_000),
            "1000",
            "How many commands are worked on at a time; no more are read then. Creates that wait for their next try, for a"
                    + " quota say, are not among them.");
    public static final Setting<Integer> MAX_HELD_MB = Setting.of(
            "launcher.max-held-mb",
            wholeNumber(1, 100_000),
            "128",
            "How many megabytes the commands may have together that were read and not answered, those that wait for their"
                    + " next try included; no more are read then.");
    public static final Setting<Integer> MAX_SPAN = Setting.of(
            "launcher.max-span",
            wholeNumber(1, 10_000_000),
            "50000",
            "How far beyond the first unanswered command a partition is read.");
    public static final Setting<Integer> API_THREADS = Setting.of(
            "launcher.api-threads", wholeNumber(1, 1_000), "32", "Calls to the API server under way at a time.");
    public static final Setting<Integer> API_RATE = Setting.of(
            "launcher.api-calls-per-second",
            wholeNumber(1, 1_000_000),
            "2500",
            "Calls to the API server that are begun in a second at most; a launch takes four in its life.");
    public static final Setting<Duration> REQUEST_TIMEOUT = Setting.of(
            "launcher.request-timeout",
            duration(Duration.ofMillis(100), Duration.ofMinutes(5)),
            "10s",
            "How long the API server may take to answer a call.");
    public static final Setting<Duration> FENCE = Setting.of(
            "launcher.fence",
            duration(Duration.ZERO, Duration.ofHours(1)),
            "1m",
            "For how long a create that nobody waits for any more may still reach the API server. So long after a create"
                    + " without an answer, and after partitions came from another launcher, no Pod gives up its name.");
    public static final Setting<Duration> COMMIT_INTERVAL = Setting.of(
            "launcher.commit-interval",
            duration(Duration.ofMillis(1), Duration.ofMinutes(1)),
            "200ms",
            "Between two commits of offsets; an ended Pod is let go after one.");
    public static final Setting<Duration> RELIST_INTERVAL = Setting.of(
            "launcher.relist-interval",
            duration(Duration.ofMillis(100), Duration.ofHours(1)),
            "30s",
            "Between two full lists of the Pods, which find what a watch missed.");

    private static final List<Rule> RULES = List.of(
            new Rule(
                    KUBECONFIG,
                    List.of(),
                    s -> Files.isReadable(s.get(KUBECONFIG)) && !Files.isDirectory(s.get(KUBECONFIG)),
                    "a file that can be read"),
            // Looked at only where both are given.
            new Rule(MASTER, List.of(KUBECONFIG), s -> false, "nothing where cluster.kubeconfig is given"),
            new Rule(
                    TEMPLATE,
                    List.of(ALLOW_WEAKER),
                    s -> PodTemplate.read(s.get(TEMPLATE), s.get(ALLOW_WEAKER)).faults()),
            new Rule(TEMPLATES, List.of(ALLOW_WEAKER), s -> PodTemplates.faults(s.get(TEMPLATES), s.get(ALLOW_WEAKER))),
            new Rule(
                    QUEUE_TEMPLATES,
                    List.of(),
                    s -> PodTemplates.unknown(s.get(QUEUE_TEMPLATES).values(), s.find(TEMPLATES))),
            new Rule(
                    PULL_GRACE,
                    List.of(START_GRACE),
                    s -> s.get(PULL_GRACE).compareTo(s.get(START_GRACE)) <= 0,
                    "at most pod.start-grace, or Kubernetes could end the Pod first, without the reason"),
            new Rule(
                    WAITING_GRACE,
                    List.of(START_GRACE),
                    s -> s.get(WAITING_GRACE).compareTo(s.get(START_GRACE)) <= 0,
                    "at most pod.start-grace, or Kubernetes could end the Pod first, without the reason"),
            new Rule(
                    MAX_SPAN,
                    List.of(MAX_IN_FLIGHT),
                    s -> s.get(MAX_SPAN) >= s.get(MAX_IN_FLIGHT),
                    "at least launcher.max-in-flight"));

    private static final Schema OWN = new Schema(
            List.of(
                    KUBECONFIG,
                    MASTER,
                    NAMESPACE,
                    QUEUE_NAMESPACES,
                    TEMPLATE,
                    TEMPLATES,
                    QUEUE_TEMPLATES,
                    ALLOW_WEAKER,
                    RUN_AS_USER,
                    TMP_SIZE,
                    LOG_TAIL_BYTES,
                    START_GRACE,
                    INVALID_IMAGE_GRACE,
                    PULL_GRACE,
                    WAITING_GRACE,
                    TERMINATION_GRACE,
                    RETENTION,
                    MAX_KEPT,
                    MAX_IN_FLIGHT,
                    MAX_HELD_MB,
                    MAX_SPAN,
                    API_THREADS,
                    API_RATE,
                    REQUEST_TIMEOUT,
                    FENCE,
                    COMMIT_INTERVAL,
                    RELIST_INTERVAL),
            RULES,
            Set.of(CommonClientConfigs.GROUP_ID_CONFIG, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG));

    /** The launcher's settings, those of the installation first. */
    public static final Schema SCHEMA = Installation.SCHEMA.and(OWN);

    private LauncherSettings() {}
}
