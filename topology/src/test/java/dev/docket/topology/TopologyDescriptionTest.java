package dev.docket.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.processor.Nodes;
import dev.docket.processor.QueueMetrics;
import dev.docket.processor.QueueProcessorSupplier;
import dev.docket.queue.Rules;
import dev.docket.serde.Topics;
import dev.docket.store.IndexedStores;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.StateStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names of nodes and of the store are state: a changed one is another installation's. */
class TopologyDescriptionTest {

    @ParameterizedTest
    @EnumSource
    void isTheFrozenOne(IndexedStores.Kind kind) throws IOException {
        assertThat(topology(kind).describe().toString().strip())
                .as("topology.txt is frozen: a change in it moves state, and needs a way to bring the old state along")
                .isEqualTo(frozen().strip());
    }

    @ParameterizedTest
    @EnumSource
    void hasOneStoreWhoseNameNamesTheChangelog(IndexedStores.Kind kind) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "docket.coordinator");
        // Refuses any internal topic whose name Kafka Streams would make up.
        properties.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        try (TopologyTestDriver driver = new TopologyTestDriver(topology(kind), properties)) {
            assertThat(driver.getAllStateStores().keySet()).containsExactly(Nodes.STORE);
            assertThat(driver.getAllStateStores().values())
                    .extracting(StateStore::persistent)
                    .containsExactly(kind == IndexedStores.Kind.ROCKSDB);
        }
        assertThat(Nodes.STORE).as("<application id>-executions-changelog").isEqualTo("executions");
    }

    private static Topology topology(IndexedStores.Kind kind) {
        return CoordinatorTopology.build(
                new QueueProcessorSupplier.Parts(
                        new Topics(Topics.DEFAULT_INSTALLATION), 12, Rules.DEFAULTS, QueueMetrics.NONE),
                kind);
    }

    private static String frozen() throws IOException {
        try (InputStream in = TopologyDescriptionTest.class.getResourceAsStream("/topology.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
