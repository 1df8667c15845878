package dev.docket.coordinator;

import dev.docket.config.HostPort;
import dev.docket.config.Installation;
import dev.docket.coordinator.assignment.AbandonedTransactions;
import dev.docket.coordinator.assignment.KeepingTaskAssignor;
import dev.docket.store.IndexedStores;
import dev.docket.store.RocksDbMemory;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What Kafka Streams is told: Docket's profile first, what was given under {@code kafka.} over it, and over both what the
 * guarantees rest on.
 *
 * <p>Some of the values are for a quick fail-over. A session of 6 seconds is the least that brokers allow by default; it is
 * brittle where a process stops for longer (a long collection, a suspended machine), and raised with
 * {@code kafka.session.timeout.ms}. The shorter the heartbeat, the sooner the others hear that one is missed. A transaction
 * may take 20 seconds, longer than a broker is missed, and than a full machine makes it wait; who died in one does not hold
 * back its successor for so long, because it is ended ({@link AbandonedTransactions}).
 *
 * <p>Partitions go to an instance that has followed them to within a hundred records, so that hardly anything is replayed
 * before decisions go on; others have to warm up first, and are looked at every minute at the latest. Which goes where, and
 * when it is looked at, is said by {@link KeepingTaskAssignor}: what an instance has stays with it.
 */
public final class StreamsSettings {

    private static final int SESSION_MILLIS = 6_000;

    private static final int HEARTBEAT_MILLIS = 500;

    private static final int TRANSACTION_MILLIS = 20_000;

    private static final long RETRY_MILLIS = 100;

    private static final long WARM_RECORDS = 100;

    private static final int FOLLOWED_BYTES = 64 * 1024;

    /** Its constant is deprecated already. */
    private static final String GLOBAL_HANDLER = "processing.exception.handler.global.enabled";

    private StreamsSettings() {}

    /**
     * The properties for {@code KafkaStreams}.
     *
     * @param config the coordinator's configuration
     * @param advertised where this instance answers questions
     */
    public static Properties of(CoordinatorConfig config, HostPort advertised) {
        Map<String, Object> settings = new HashMap<>(profile(config));
        settings.putAll(config.engine().profile().settings());
        settings.putAll(config.installation().kafka().streams());
        settings.putAll(fixed(config, advertised));
        settings.putAll(memory(config.engine().state()));
        // Named empty, it is Kafka Streams' own, which has no name that could be given.
        settings.remove(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, "");
        Properties properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    private static Map<String, Object> profile(CoordinatorConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MILLIS);
        // A copy may be a tenth of a second behind; brokers need not answer for each record by itself.
        settings.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, StreamsClients.class.getName());
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG), FOLLOWED_BYTES);
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), (int)
                StreamsClients.FOLLOWING.toMillis());
        settings.put(StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG, KeepingTaskAssignor.class.getName());
        settings.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, WARM_RECORDS);
        settings.put(
                StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG,
                Duration.ofMinutes(1).toMillis());
        settings.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, 4);
        settings.put(StreamsConfig.producerPrefix(CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG), 5);
        // The successor of an instance that died asks again and again for offsets that the open transaction holds back.
        settings.put(StreamsConfig.consumerPrefix(CommonClientConfigs.RETRY_BACKOFF_MAX_MS_CONFIG), RETRY_MILLIS);
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Installation.MAX_RECORD_BYTES);
        // A cache would hide writes from the index that the store keeps of itself.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        // One budget for the stores of all partitions; by itself each takes what it likes.
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        // Kafka 4.3.1 can clean a directory that another thread has just been given.
        settings.put(
                StreamsConfig.STATE_CLEANUP_DELAY_MS_CONFIG,
                Duration.ofHours(24).toMillis());
        // There is no global store; without this, Kafka 4.3.1 warns at each start.
        // The settings of Kafka Streams are made a second time, of those of its consumer, for who deals out the
        // partitions.
        settings.put(GLOBAL_HANDLER, true);
        settings.put(StreamsConfig.mainConsumerPrefix(GLOBAL_HANDLER), true);
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // The store lives by deletes: small segments and eager compaction keep a restore short.
        settings.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), 64 * 1024 * 1024);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG), 0.1);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), Installation.MAX_BATCH_BYTES);
        settings.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                config.topics().minInsyncReplicas());
        return settings;
    }

    private static Map<String, Object> fixed(CoordinatorConfig config, HostPort advertised) {
        return Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId(config.installation()),
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG,
                config.installation().bootstrapServers(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2,
                StreamsConfig.APPLICATION_SERVER_CONFIG,
                advertised.toString(),
                StreamsConfig.STATE_DIR_CONFIG,
                config.engine().state().directory().toAbsolutePath().toString(),
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                config.engine().threads(),
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                config.engine().standbyReplicas(),
                StreamsConfig.REPLICATION_FACTOR_CONFIG,
                (int) config.topics().replicationFactor());
    }

    private static Map<String, Object> memory(CoordinatorConfig.State state) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(RocksDbMemory.BYTES_CONFIG, state.rocksDbMemoryBytes());
        state.writeBehindBytes().ifPresent(bytes -> settings.put(IndexedStores.WRITE_BEHIND_BYTES_CONFIG, bytes));
        return settings;
    }

    /** The application id, which is also the consumer group and prefixes the changelog. */
    public static String applicationId(Installation installation) {
        return installation.name() + ".coordinator";
    }
}
