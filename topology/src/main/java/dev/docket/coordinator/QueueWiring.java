package dev.docket.coordinator;

import dev.docket.processor.Nodes;
import dev.docket.processor.QueueProcessorSupplier;
import dev.docket.processor.Rehearsal;
import dev.docket.serde.Topics;
import dev.docket.store.IndexedStores;
import dev.docket.topology.CoordinatorTopology;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.kafka.streams.Topology;

/** The queue inside a coordinator. */
public final class QueueWiring implements Wiring {

    @Override
    public String storeName() {
        return Nodes.STORE;
    }

    @Override
    public void rehearse(CoordinatorConfig config) {
        Rehearsal.run(new Topics(config.installation().name()), config.topics().partitions(), config.rules());
    }

    @Override
    public Topology topology(CoordinatorConfig config, MeterRegistry meters) {
        return CoordinatorTopology.build(
                new QueueProcessorSupplier.Parts(
                        new Topics(config.installation().name()),
                        config.topics().partitions(),
                        config.rules(),
                        new QueueMeters(meters)),
                config.engine().state().inMemory() ? IndexedStores.Kind.IN_MEMORY : IndexedStores.Kind.ROCKSDB);
    }
}
