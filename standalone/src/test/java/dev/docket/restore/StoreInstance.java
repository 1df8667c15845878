package dev.docket.restore;

import dev.docket.store.ChangelogSettings;
import dev.docket.store.DerivedIndex;
import dev.docket.store.IndexQuery;
import dev.docket.store.IndexedStores;
import dev.docket.store.Presence;
import dev.docket.store.RocksDbMemory;
import dev.docket.store.SplitValue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** One instance of an application that does nothing but put what it is sent into an indexed store. */
final class StoreInstance implements AutoCloseable {

    static final String INPUT = "in";
    static final String CHANGELOG = "restore-test-records-changelog";

    private final AtomicLong restored = new AtomicLong();
    private final AtomicInteger openings = new AtomicInteger();
    private final KafkaStreams streams;

    private StoreInstance(IndexedStores.Kind kind, Properties properties) {
        Topology topology = new Topology();
        topology.addSource("source", new StringDeserializer(), new StringDeserializer(), INPUT);
        topology.addProcessor("processor", Putting::new, "source");
        topology.addStateStore(
                IndexedStores.builder(
                        IndexedStores.supplier(kind, "records", () -> {
                            openings.incrementAndGet();
                            return new Headers();
                        }),
                        ChangelogSettings.DEFAULTS),
                "processor");
        streams = new KafkaStreams(topology, properties);
        streams.setGlobalStateRestoreListener(new Counting());
    }

    static StoreInstance start(IndexedStores.Kind kind, String bootstrapServers, Path stateDirectory, int standbys) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "restore-test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 25);
        properties.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, standbys);
        properties.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 500);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        StoreInstance instance = new StoreInstance(kind, properties);
        instance.streams.start();
        return instance;
    }

    /** What this instance's own index holds, whether active or standby; nothing while it has none. */
    Map<String, String> headers() {
        QueryResult<TreeMap<String, String>> result;
        try {
            result = streams.query(StateQueryRequest.inStore("records")
                            .withQuery(IndexQuery.of(Headers.class, index -> new TreeMap<>(index.headers))))
                    .getPartitionResults()
                    .get(0);
        } catch (StreamsException e) {
            return Map.of("not ready", e.toString());
        }
        return result == null || result.isFailure() ? Map.of("not", "here") : result.getResult();
    }

    boolean isActive() {
        return streams.metadataForLocalThreads().stream()
                .anyMatch(thread -> !thread.activeTasks().isEmpty());
    }

    /** How many records were restored to active tasks. */
    long restored() {
        return restored.get();
    }

    /** How many indexes were made. */
    int openings() {
        return openings.get();
    }

    @Override
    public void close() {
        // Or the next one would wait until the group misses this one.
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(60)));
    }

    static byte[] headerOf(String value) {
        return value.substring(0, value.indexOf(':')).getBytes(StandardCharsets.UTF_8);
    }

    private static final class Putting extends ContextualProcessor<String, String, Void, Void> {
        @Override
        public void process(Record<String, String> record) {
            KeyValueStore<Bytes, byte[]> store = context().getStateStore("records");
            String value = record.value();
            store.put(
                    Bytes.wrap(record.key().getBytes(StandardCharsets.UTF_8)),
                    value == null ? null : SplitValue.join(headerOf(value), payloadOf(value)));
        }

        private static byte[] payloadOf(String value) {
            byte[] all = value.getBytes(StandardCharsets.UTF_8);
            return Arrays.copyOfRange(all, value.indexOf(':') + 1, all.length);
        }
    }

    private static final class Headers implements DerivedIndex {
        final TreeMap<String, String> headers = new TreeMap<>();

        @Override
        public void changed(Bytes key, byte @Nullable [] value) {
            String name = new String(key.get(), StandardCharsets.UTF_8);
            if (value == null) {
                headers.remove(name);
            } else {
                headers.put(
                        name,
                        StandardCharsets.UTF_8.decode(SplitValue.header(value)).toString());
            }
        }

        @Override
        public Presence presence(Bytes key) {
            return headers.containsKey(new String(key.get(), StandardCharsets.UTF_8))
                    ? Presence.UNKNOWN
                    : Presence.ABSENT;
        }

        @Override
        public void clear() {
            headers.clear();
        }
    }

    private final class Counting implements StateRestoreListener {
        @Override
        public void onRestoreStart(TopicPartition partition, String store, long from, long to) {}

        @Override
        public void onBatchRestored(TopicPartition partition, String store, long end, long records) {}

        @Override
        public void onRestoreEnd(TopicPartition partition, String store, long total) {
            restored.addAndGet(total);
        }
    }
}
