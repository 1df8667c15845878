package dev.docket.bench.state;

import dev.docket.processor.Nodes;
import dev.docket.serde.Topics;
import dev.docket.store.ChangelogSettings;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/** What the coordinator's store is beside: Kafka Streams' own RocksDB store under the same name and over the same changelog. */
final class PlainStore {

    private PlainStore() {}

    /** The store, and a processor beside it that does nothing. */
    static Topology topology(Topics topics) {
        return new Topology()
                .addSource(
                        AutoOffsetReset.earliest(),
                        Nodes.REQUESTS,
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        topics.executionRequests())
                .addProcessor(Nodes.QUEUE, Idle::new, Nodes.REQUESTS)
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                        Stores.persistentKeyValueStore(Nodes.STORE), Serdes.Bytes(), Serdes.ByteArray())
                                .withCachingDisabled()
                                .withLoggingEnabled(ChangelogSettings.DEFAULTS),
                        Nodes.QUEUE);
    }

    private static final class Idle implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> record) {
            // It is here to be restored.
        }
    }
}
