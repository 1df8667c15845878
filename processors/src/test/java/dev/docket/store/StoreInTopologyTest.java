package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.bytes;
import static dev.docket.store.IndexedStoreContract.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.IntegerDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The store under all that Kafka Streams puts around it: metering, change-logging, the processor's decorator. */
class StoreInTopologyTest {

    private static final String CHANGELOG = "test-records-changelog";

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(IndexedStores.Kind.class)
    void showsItsIndexToTheProcessorAndItsChangesToTheChangelog(IndexedStores.Kind kind) {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(kind), properties())) {
            TestInputTopic<String, String> in =
                    driver.createInputTopic("in", new StringSerializer(), new StringSerializer());
            TestOutputTopic<String, Integer> out =
                    driver.createOutputTopic("out", new StringDeserializer(), new IntegerDeserializer());

            in.pipeInput("b", "head:payload");
            in.pipeInput("a", "head:");
            in.pipeInput("b", "later:");
            in.pipeInput("a", (String) null);
            assertThat(out.readValuesToList()).as("the index at each record").containsExactly(1, 2, 2, 1);

            List<TestRecord<String, byte[]>> log = driver.createOutputTopic(
                            CHANGELOG, new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
            assertThat(log).hasSize(4);
            assertThat(log.get(0).key()).isEqualTo("b");
            assertThat(log.get(0).value()).isEqualTo(SplitValue.join(bytes("head"), bytes("payload")));
            assertThat(log.get(2).value()).isEqualTo(SplitValue.join(bytes("later"), new byte[0]));
            assertThat(log.get(3).value()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(IndexedStores.Kind.class)
    void answersQueriesThroughTheMeteredStore(IndexedStores.Kind kind) {
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(kind), properties())) {
            driver.createInputTopic("in", new StringSerializer(), new StringSerializer())
                    .pipeInput("k", "head:payload");
            StateStore metered = driver.getAllStateStores().get("records");

            QueryResult<List<Bytes>> keys = metered.query(
                    IndexQuery.of(HeaderMap.class, index -> List.copyOf(index.headers.keySet())),
                    PositionBound.unbounded(),
                    new QueryConfig(true));
            assertThat(keys.getResult()).containsExactly(key("k"));
            assertThat(keys.getExecutionInfo()).hasSizeGreaterThanOrEqualTo(2);
            assertThat(keys.getPosition().getPartitionPositions("in")).containsEntry(0, 0L);
            QueryResult<byte[]> value = metered.query(
                    KeyQuery.<Bytes, byte[]>withKey(key("k")), PositionBound.unbounded(), new QueryConfig(false));
            assertThat(value.getResult()).isEqualTo(SplitValue.join(bytes("head"), bytes("payload")));
            assertThat(IndexAccess.to(metered, HeaderMap.class).headers).hasSize(1);
            assertThatThrownBy(() -> IndexAccess.to(metered, Nothing.class)).hasMessageContaining("No index");

            KeyValueStore<Bytes, byte[]> facade = driver.getKeyValueStore("records");
            assertThat(facade.get(key("k"))).isEqualTo(value.getResult());
        }
    }

    private static Topology topology(IndexedStores.Kind kind) {
        Topology topology = new Topology();
        topology.addSource("source", new StringDeserializer(), new StringDeserializer(), "in");
        topology.addProcessor("processor", CountingProcessor::new, "source");
        topology.addStateStore(
                IndexedStores.builder(
                        IndexedStores.supplier(kind, "records", HeaderMap::new), ChangelogSettings.DEFAULTS),
                "processor");
        topology.addSink("sink", "out", new StringSerializer(), Serdes.Integer().serializer(), "processor");
        return topology;
    }

    private Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class);
        return properties;
    }

    /** Writes what it is sent, "header:payload", and answers how many records the index knows. */
    private static final class CountingProcessor implements Processor<String, String, String, Integer> {
        private ProcessorContext<String, Integer> context;
        private KeyValueStore<Bytes, byte[]> store;
        private HeaderMap index;

        @Override
        public void init(ProcessorContext<String, Integer> processorContext) {
            context = processorContext;
            store = processorContext.getStateStore("records");
        }

        @Override
        public void process(Record<String, String> record) {
            if (index == null) {
                index = IndexAccess.to(store, HeaderMap.class);
            }
            store.put(key(record.key()), record.value() == null ? null : split(record.value()));
            context.forward(record.withValue(index.headers.size()));
        }

        private static byte[] split(String value) {
            byte[] all = bytes(value);
            int colon = value.indexOf(':');
            return SplitValue.join(Arrays.copyOf(all, colon), Arrays.copyOfRange(all, colon + 1, all.length));
        }
    }

    private static final class Nothing implements DerivedIndex {
        @Override
        public void changed(Bytes key, byte[] value) {}

        @Override
        public Presence presence(Bytes key) {
            return Presence.UNKNOWN;
        }

        @Override
        public void clear() {}
    }
}
