package dev.docket.topology;

import dev.docket.processor.Nodes;
import dev.docket.processor.QueueProcessorSupplier;
import dev.docket.processor.StateIndex;
import dev.docket.processor.TickPartitioner;
import dev.docket.serde.Topics;
import dev.docket.store.ChangelogSettings;
import dev.docket.store.IndexedStores;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;

/**
 * The coordinator's topology, in the order in which data flows: three inputs, one processor with its one store, the
 * outputs, and the ways back into the inputs for ticks and for records that stood on a partition that does not own their
 * queue. Everything is bytes between the nodes: what cannot be read must reach the processor, which knows where to put it.
 */
public final class CoordinatorTopology {

    private static final Deserializer<byte[]> READ = new ByteArrayDeserializer();
    private static final Serializer<byte[]> WRITE = new ByteArraySerializer();

    private CoordinatorTopology() {}

    /** Wires a coordinator of these parts, with its state where {@code store} says. */
    public static Topology build(QueueProcessorSupplier.Parts parts, IndexedStores.Kind store) {
        Topics topics = parts.topics();
        Topology topology = new Topology();

        source(topology, Nodes.REQUESTS, topics.executionRequests());
        source(topology, Nodes.REPORTS, topics.executionReports());
        source(topology, Nodes.SETTINGS, topics.queueSettings());

        topology.addProcessor(
                Nodes.QUEUE, new QueueProcessorSupplier(parts), Nodes.REQUESTS, Nodes.REPORTS, Nodes.SETTINGS);
        topology.addStateStore(
                IndexedStores.builder(
                        IndexedStores.supplier(store, Nodes.STORE, () -> new StateIndex(parts.rules())),
                        ChangelogSettings.DEFAULTS),
                Nodes.QUEUE);

        sink(topology, Nodes.COMMANDS, topics.podCommands());
        sink(topology, Nodes.EVENTS, topics.executionEvents());
        sink(topology, Nodes.DEAD_LETTERS, topics.deadLetters());
        sink(topology, Nodes.ROUTED_REQUESTS, topics.executionRequests());
        sink(topology, Nodes.ROUTED_REPORTS, topics.executionReports());
        sink(topology, Nodes.ROUTED_SETTINGS, topics.queueSettings());
        topology.addSink(Nodes.TICKS, topics.executionReports(), WRITE, WRITE, new TickPartitioner(), Nodes.QUEUE);
        return topology;
    }

    private static void source(Topology topology, String node, String topic) {
        topology.addSource(AutoOffsetReset.earliest(), node, new BrokerTime(), READ, READ, topic);
    }

    private static void sink(Topology topology, String node, String topic) {
        topology.addSink(node, topic, WRITE, WRITE, Nodes.QUEUE);
    }
}
