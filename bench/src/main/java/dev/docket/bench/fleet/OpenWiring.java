package dev.docket.bench.fleet;

import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.QueueWiring;
import dev.docket.coordinator.Wiring;
import dev.docket.processor.Nodes;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** The queue as it is, and beside it a processor that never gets a record: it hands out the store, to be asked directly. */
final class OpenWiring implements Wiring {

    private static final String NAME = "store-for-the-bench";

    private final Wiring queue = new QueueWiring();
    private final CompletableFuture<KeyValueStore<Bytes, byte[]>> store = new CompletableFuture<>();

    /** Completes with the store of the first active task. */
    CompletableFuture<KeyValueStore<Bytes, byte[]>> store() {
        return store;
    }

    @Override
    public String storeName() {
        return queue.storeName();
    }

    @Override
    public Topology topology(CoordinatorConfig config, MeterRegistry meters) {
        Topology topology = queue.topology(config, meters);
        topology.addProcessor(NAME, HandingOut::new, Nodes.QUEUE);
        topology.connectProcessorAndStateStores(NAME, Nodes.STORE);
        return topology;
    }

    private final class HandingOut implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void init(ProcessorContext<Void, Void> context) {
            store.complete(context.getStateStore(Nodes.STORE));
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            throw new IllegalStateException("nothing is forwarded to " + NAME);
        }
    }
}
