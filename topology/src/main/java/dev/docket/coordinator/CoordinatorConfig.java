package dev.docket.coordinator;

import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.config.Settings;
import dev.docket.live.WatchHub;
import dev.docket.queue.QueueLimits;
import dev.docket.queue.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Everything that a coordinator is told. Its settings are described by {@link CoordinatorSettings}.
 *
 * @param installation which installation, and how to reach Kafka
 * @param topics what the installation's topics are like
 * @param engine how Kafka Streams runs
 * @param http where questions are answered
 * @param rules what decisions depend on; the same on every coordinator of an installation
 */
public record CoordinatorConfig(Installation installation, TopicLayout topics, Engine engine, Http http, Rules rules) {

    /**
     * What the installation's topics are like. Partition counts are fixed for its life.
     *
     * @param partitions of every topic, 1 or more
     * @param replicationFactor of every topic and of the changelog, 1 or more
     * @param requestRetention how long requests and reports are kept: longer than any planned outage
     * @param commandRetention how long commands are kept: longer than one may be carried out
     * @param eventRetention how long the audit log and the dead letters are kept
     */
    public record TopicLayout(
            int partitions,
            short replicationFactor,
            Duration requestRetention,
            Duration commandRetention,
            Duration eventRetention) {

        /** On how many brokers a record must be before it counts: one may be down where there are three. */
        int minInsyncReplicas() {
            return replicationFactor > 2 ? 2 : 1;
        }
    }

    /**
     * How Kafka Streams runs.
     *
     * @param state where the state is kept
     * @param threads how many stream threads
     * @param standbyReplicas how many other instances follow each partition, to take over within a second
     * @param profile what it is tuned for
     */
    public record Engine(State state, int threads, int standbyReplicas, StreamsProfile profile) {}

    /**
     * Where the state of this instance is kept. What is said of RocksDB means nothing where payloads are kept in memory.
     *
     * @param directory for this instance alone
     * @param inMemory whether the payloads of waiting executions are kept in memory instead of RocksDB
     * @param rocksDbMemoryBytes what all stores of RocksDB may use together outside the heap
     * @param writeBehindBytes what they may use together on the heap for what was written last; where absent, the store says
     */
    public record State(Path directory, boolean inMemory, long rocksDbMemoryBytes, Optional<Long> writeBehindBytes) {}

    /**
     * Where questions are answered.
     *
     * @param listen the address to listen on; port 0 for any free one
     * @param advertised where other instances and clients find this one; where absent, the address it listens on
     * @param streams what those who watch may cost
     */
    public record Http(HostPort listen, Optional<HostPort> advertised, WatchHub.Limits streams) {}

    /** What the settings say. */
    public static CoordinatorConfig from(Settings settings) {
        return new CoordinatorConfig(
                Installation.from(settings),
                new TopicLayout(
                        settings.get(CoordinatorSettings.PARTITIONS),
                        settings.get(CoordinatorSettings.REPLICATION_FACTOR).shortValue(),
                        settings.get(CoordinatorSettings.REQUEST_RETENTION),
                        settings.get(CoordinatorSettings.COMMAND_RETENTION),
                        settings.get(CoordinatorSettings.EVENT_RETENTION)),
                new Engine(
                        new State(
                                settings.get(CoordinatorSettings.STATE_DIRECTORY),
                                settings.get(CoordinatorSettings.IN_MEMORY),
                                settings.get(CoordinatorSettings.ROCKSDB_MEMORY_BYTES),
                                settings.find(CoordinatorSettings.WRITE_BEHIND_BYTES)),
                        settings.get(CoordinatorSettings.THREADS),
                        settings.get(CoordinatorSettings.STANDBY_REPLICAS),
                        settings.get(CoordinatorSettings.PROFILE)),
                new Http(
                        new HostPort(
                                settings.get(CoordinatorSettings.HTTP_HOST),
                                settings.get(CoordinatorSettings.HTTP_PORT)),
                        settings.find(CoordinatorSettings.APPLICATION_SERVER),
                        new WatchHub.Limits(
                                settings.get(CoordinatorSettings.STREAM_INTERVAL),
                                settings.get(CoordinatorSettings.STREAM_EVENTS),
                                settings.get(CoordinatorSettings.STREAM_STALL_TIMEOUT),
                                settings.get(CoordinatorSettings.MAX_STREAMS))),
                rules(settings));
    }

    private static Rules rules(Settings settings) {
        return new Rules(
                new QueueLimits(
                        settings.get(CoordinatorSettings.MAX_ACTIVE),
                        settings.get(CoordinatorSettings.MAX_PER_USER),
                        settings.get(CoordinatorSettings.MAX_PENDING),
                        settings.get(CoordinatorSettings.MAX_PENDING_BYTES),
                        false),
                new Rules.Requests(
                        settings.get(CoordinatorSettings.MAX_REQUEST_BYTES),
                        settings.get(CoordinatorSettings.MAX_SCRIPT_BYTES),
                        (int) settings.get(CoordinatorSettings.MAX_TIMEOUT).toSeconds()),
                new Rules.Memory(
                        settings.get(CoordinatorSettings.STALE_TIMEOUT),
                        settings.get(CoordinatorSettings.PENDING_TIMEOUT),
                        settings.get(CoordinatorSettings.FINISHED_RETENTION),
                        settings.get(CoordinatorSettings.MAX_FINISHED),
                        settings.get(CoordinatorSettings.EARLY_CANCEL_RETENTION),
                        settings.get(CoordinatorSettings.MAX_EARLY_CANCELS)),
                new Rules.Leases(
                        settings.get(CoordinatorSettings.LAUNCH_TIMEOUT),
                        settings.get(CoordinatorSettings.START_GRACE),
                        settings.get(CoordinatorSettings.END_GRACE)),
                new Rules.Work(
                        settings.get(CoordinatorSettings.MAX_COMMANDS),
                        settings.get(CoordinatorSettings.MAX_COMMAND_BYTES),
                        settings.get(CoordinatorSettings.MAX_DUE)));
    }
}
