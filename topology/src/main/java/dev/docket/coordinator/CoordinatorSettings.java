package dev.docket.coordinator;

import static dev.docket.config.Kind.duration;
import static dev.docket.config.Kind.flag;
import static dev.docket.config.Kind.largeNumber;
import static dev.docket.config.Kind.wholeNumber;

import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.Kind;
import dev.docket.config.Rule;
import dev.docket.config.Schema;
import dev.docket.config.Setting;
import dev.docket.store.IndexedStores;
import dev.docket.store.RocksDbMemory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of the coordinator: names, limits, defaults and meanings. They are read by {@link CoordinatorConfig#from}. */
public final class CoordinatorSettings {

    /** How much longer than any request can be valid a finished id is remembered: clocks differ, ticks come late. */
    private static final Duration MEMORY_MARGIN = Duration.ofMinutes(30);

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration YEAR = Duration.ofDays(365);

    /** One write buffer of one store. */
    private static final long LEAST_ROCKSDB_BYTES = 8L << 20;

    /** More than any machine that this runs on has. */
    private static final long TEBIBYTE = 1L << 40;

    public static final Setting<Integer> PARTITIONS = Setting.of(
            "topics.partitions",
            wholeNumber(1, 1000),
            "12",
            "Partitions of every topic, fixed for the life of the installation.");
    public static final Setting<Integer> REPLICATION_FACTOR = Setting.of(
            "topics.replication-factor", wholeNumber(1, 10), "3", "Replicas of every topic and of the changelog.");
    public static final Setting<Duration> REQUEST_RETENTION = Setting.of(
            "topics.request-retention",
            duration(SECOND, YEAR),
            "7d",
            "How long requests and reports are kept; longer than any planned outage.");
    public static final Setting<Duration> COMMAND_RETENTION = Setting.of(
            "topics.command-retention",
            duration(SECOND, YEAR),
            "7d",
            "How long commands to the launcher are kept; longer than one may be carried out.");
    public static final Setting<Duration> EVENT_RETENTION = Setting.of(
            "topics.event-retention",
            duration(SECOND, Duration.ofDays(3650)),
            "30d",
            "How long the audit log and the dead letters are kept.");

    public static final Setting<Path> STATE_DIRECTORY = Setting.of(
            "state.directory",
            Kind.path(),
            ".docket/coordinator",
            "Where this instance keeps its state; no other may use it.");
    public static final Setting<Boolean> IN_MEMORY = Setting.of(
            "state.in-memory",
            flag(),
            "false",
            "Keep the payloads of waiting executions in memory instead of RocksDB: faster, and restored from Kafka at"
                    + " every start.");
    public static final Setting<Long> ROCKSDB_MEMORY_BYTES = Setting.of(
            "state.rocksdb-memory-bytes",
            largeNumber(LEAST_ROCKSDB_BYTES, TEBIBYTE),
            Long.toString(RocksDbMemory.DEFAULT_BYTES),
            "Memory outside the heap for RocksDB's blocks and write buffers, for all partitions of this instance together.");
    public static final Setting<Long> WRITE_BEHIND_BYTES = Setting.optional(
            "state.write-behind-bytes",
            largeNumber(0, TEBIBYTE),
            "Heap for what was written last, before it goes to RocksDB, for all partitions of this instance together;"
                    + " 128 MiB or an eighth of the heap, whichever is less, if not given.");
    public static final Setting<Integer> THREADS = Setting.of(
            "streams.threads",
            wholeNumber(1, 100),
            "1",
            "Stream threads, each with transactions of its own; more than partitions are of no use.");
    public static final Setting<Integer> STANDBY_REPLICAS = Setting.of(
            "streams.standby-replicas",
            wholeNumber(0, 10),
            "1",
            "How many other instances follow each partition, ready to take over.");
    public static final Setting<StreamsProfile> PROFILE = Setting.of(
            "streams.profile",
            Kind.oneOf(StreamsProfile.class),
            "latency",
            "What Kafka Streams is tuned for; single values can be given under `kafka.`.");

    public static final Setting<String> HTTP_HOST = Setting.of(
            "http.host",
            Kind.text(Pattern.compile("[0-9a-fA-F:.]{2,45}|[A-Za-z0-9._-]{1,253}"), "a host name or an address"),
            "127.0.0.1",
            "The address on which questions are answered; nobody else can ask until it is another.");
    public static final Setting<Integer> HTTP_PORT =
            Setting.of("http.port", wholeNumber(0, 65_535), "8080", "The port; 0 for any free one.");
    public static final Setting<HostPort> APPLICATION_SERVER = Setting.optional(
            "application.server",
            Kind.hostPort(),
            "Where clients and other instances find this one; the address it listens on, if not given.");

    public static final Setting<Duration> STREAM_INTERVAL = Setting.of(
            "http.stream-interval",
            duration(Duration.ofMillis(50), Duration.ofMinutes(1)),
            "500ms",
            "The least time between two events to somebody who watches.");
    public static final Setting<Integer> STREAM_EVENTS = Setting.of(
            "http.stream-events-per-second",
            wholeNumber(1, 1_000_000),
            "1000",
            "How many events all who watch on this instance are sent in a second; where there are more of them, each is sent"
                    + " fewer.");
    public static final Setting<Duration> STREAM_STALL_TIMEOUT = Setting.of(
            "http.stream-stall-timeout",
            duration(SECOND, Duration.ofMinutes(10)),
            "15s",
            "A watcher that takes nothing of what is there for this long is dropped.");
    public static final Setting<Integer> MAX_STREAMS =
            Setting.of("http.max-streams", wholeNumber(0, 100_000), "5000", "How many may watch on this instance.");

    public static final Setting<Integer> MAX_ACTIVE = Setting.of(
            "queue.max-active",
            wholeNumber(0, 1_000_000),
            "10",
            "Slots of a queue: how many executions may run at a time.");
    public static final Setting<Integer> MAX_PER_USER = Setting.of(
            "queue.max-per-user",
            wholeNumber(1, 10_000_000),
            "100",
            "How many pending and active executions a user may have in a queue.");
    public static final Setting<Integer> MAX_PENDING = Setting.of(
            "queue.max-pending", wholeNumber(1, 10_000_000), "10000", "How many executions may wait in a queue.");
    public static final Setting<Long> MAX_PENDING_BYTES = Setting.of(
            "queue.max-pending-bytes",
            largeNumber(1, Long.MAX_VALUE),
            "1073741824",
            "How many bytes of requests may wait in a queue.");

    public static final Setting<Integer> MAX_REQUEST_BYTES = Setting.of(
            "request.max-bytes",
            wholeNumber(1024, 1024 * 1024),
            "524288",
            "The largest request, as it is on the topic.");
    public static final Setting<Integer> MAX_SCRIPT_BYTES = Setting.of(
            "request.max-script-bytes", wholeNumber(1, 250_000), "200000", "The largest script, in bytes of UTF-8.");
    public static final Setting<Duration> MAX_TIMEOUT = Setting.of(
            "request.max-timeout", duration(SECOND, YEAR), "7d", "The longest timeout that a request may ask for.");
    public static final Setting<Duration> STALE_TIMEOUT = Setting.of(
            "request.stale-timeout", duration(SECOND, YEAR), "1d", "A request older than this when read is never run.");

    public static final Setting<Duration> PENDING_TIMEOUT = Setting.of(
            "pending.timeout",
            duration(SECOND, YEAR),
            "30d",
            "An execution that has waited for this long is never run.");
    public static final Setting<Duration> FINISHED_RETENTION = Setting.of(
            "finished.retention",
            duration(SECOND, YEAR),
            "25h",
            "How long the id of a finished execution is remembered.");
    public static final Setting<Integer> MAX_FINISHED = Setting.of(
            "finished.max",
            wholeNumber(1, 100_000_000),
            "1000000",
            "How many ids a queue remembers, pending and active included; at the cap, requests are refused.");
    public static final Setting<Duration> EARLY_CANCEL_RETENTION = Setting.of(
            "early-cancel.retention", duration(SECOND, YEAR), "1h", "How long a cancel waits for its request.");
    public static final Setting<Integer> MAX_EARLY_CANCELS = Setting.of(
            "early-cancel.max",
            wholeNumber(1, 10_000_000),
            "10000",
            "How many cancels of a queue may wait for their requests.");

    public static final Setting<Duration> LAUNCH_TIMEOUT = Setting.of(
            "launch.timeout",
            duration(SECOND, YEAR),
            "4h",
            "From scheduling to the last moment at which the launcher may create the Pod.");
    public static final Setting<Duration> START_GRACE = Setting.of(
            "launch.start-grace",
            duration(SECOND, YEAR),
            "15m",
            "From there until the container must have started; the image is pulled in this time.");
    public static final Setting<Duration> END_GRACE = Setting.of(
            "execution.end-grace",
            duration(SECOND, YEAR),
            "5m",
            "On top of the timeout: how long a Pod may take to end and the launcher to say so.");

    public static final Setting<Integer> MAX_COMMANDS = Setting.of(
            "work.max-commands", wholeNumber(1, 10_000), "200", "How many executions one input may schedule at once.");
    public static final Setting<Long> MAX_COMMAND_BYTES = Setting.of(
            "work.max-command-bytes",
            largeNumber(1, 64L * 1024 * 1024),
            "4194304",
            "How many bytes of commands one input may set off at once.");
    public static final Setting<Integer> MAX_DUE = Setting.of(
            "work.max-due", wholeNumber(1, 10_000), "500", "How many deadlines one input may handle at once.");

    private static final Set<String> WILDCARDS = Set.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0");

    private static final List<Rule> RULES = List.of(
            new Rule(
                    FINISHED_RETENTION,
                    List.of(STALE_TIMEOUT),
                    s -> !s.get(FINISHED_RETENTION)
                            .minus(MEMORY_MARGIN)
                            .minus(s.get(STALE_TIMEOUT))
                            .isNegative(),
                    "at least 30 minutes more than request.stale-timeout, or an id could be run twice"),
            new Rule(
                    COMMAND_RETENTION,
                    List.of(LAUNCH_TIMEOUT, START_GRACE),
                    s -> s.get(COMMAND_RETENTION)
                                    .compareTo(s.get(LAUNCH_TIMEOUT).plus(s.get(START_GRACE)))
                            > 0,
                    "more than launch.timeout and launch.start-grace together, or commands could be lost"),
            new Rule(
                    REQUEST_RETENTION,
                    List.of(STALE_TIMEOUT),
                    s -> s.get(REQUEST_RETENTION).compareTo(s.get(STALE_TIMEOUT)) >= 0,
                    "at least request.stale-timeout, or requests could be forgotten without an answer"),
            new Rule(
                    MAX_SCRIPT_BYTES,
                    List.of(MAX_REQUEST_BYTES),
                    s -> s.get(MAX_SCRIPT_BYTES) < s.get(MAX_REQUEST_BYTES),
                    "less than request.max-bytes"),
            new Rule(
                    HTTP_HOST,
                    List.of(),
                    s -> !WILDCARDS.contains(s.get(HTTP_HOST))
                            || s.find(APPLICATION_SERVER).isPresent(),
                    "a wildcard address only together with application.server, which says where this instance is"));

    private static final Schema OWN = new Schema(
            List.of(
                    PARTITIONS,
                    REPLICATION_FACTOR,
                    REQUEST_RETENTION,
                    COMMAND_RETENTION,
                    EVENT_RETENTION,
                    STATE_DIRECTORY,
                    IN_MEMORY,
                    ROCKSDB_MEMORY_BYTES,
                    WRITE_BEHIND_BYTES,
                    THREADS,
                    STANDBY_REPLICAS,
                    PROFILE,
                    HTTP_HOST,
                    HTTP_PORT,
                    APPLICATION_SERVER,
                    STREAM_INTERVAL,
                    STREAM_EVENTS,
                    STREAM_STALL_TIMEOUT,
                    MAX_STREAMS,
                    MAX_ACTIVE,
                    MAX_PER_USER,
                    MAX_PENDING,
                    MAX_PENDING_BYTES,
                    MAX_REQUEST_BYTES,
                    MAX_SCRIPT_BYTES,
                    MAX_TIMEOUT,
                    STALE_TIMEOUT,
                    PENDING_TIMEOUT,
                    FINISHED_RETENTION,
                    MAX_FINISHED,
                    EARLY_CANCEL_RETENTION,
                    MAX_EARLY_CANCELS,
                    LAUNCH_TIMEOUT,
                    START_GRACE,
                    END_GRACE,
                    MAX_COMMANDS,
                    MAX_COMMAND_BYTES,
                    MAX_DUE),
            RULES,
            Set.of(
                    StreamsConfig.APPLICATION_ID_CONFIG,
                    StreamsConfig.APPLICATION_SERVER_CONFIG,
                    StreamsConfig.STATE_DIR_CONFIG,
                    StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                    StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                    StreamsConfig.REPLICATION_FACTOR_CONFIG,
                    StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                    CommonClientConfigs.GROUP_ID_CONFIG,
                    // To go on after a failure would keep half of a decision, or lose what it sent.
                    StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                    StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                    "default." + StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
                    // Under kafka. nobody would check them.
                    RocksDbMemory.BYTES_CONFIG,
                    IndexedStores.WRITE_BEHIND_BYTES_CONFIG));

    /** The coordinator's settings, those of the installation first. */
    public static final Schema SCHEMA = Installation.SCHEMA.and(OWN);

    private CoordinatorSettings() {}
}
