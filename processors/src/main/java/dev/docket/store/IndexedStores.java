package dev.docket.store;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** Builds indexed stores, as {@link Stores} builds others. Their values are {@link SplitValue}s. */
public final class IndexedStores {

    /**
     * Configuration: the bytes of heap, 0 or more, that all stores on disk share for what was written last; a number or its
     * text. Where it is absent, 128 MiB or an eighth of the heap, whichever is less.
     */
    public static final String WRITE_BEHIND_BYTES_CONFIG = "docket.write-behind.bytes";

    /** Where the records lie. */
    public enum Kind {
        /** On disk, in RocksDB; memory holds the index, bounded caches, and what was written last. */
        ROCKSDB,
        /** On the heap: faster, but payloads take memory and a restart restores everything. */
        IN_MEMORY
    }

    private IndexedStores() {}

    /**
     * A supplier to give to {@link Stores#keyValueStoreBuilder}. Caching must stay disabled there: a cache would keep
     * writes from the index until they are flushed.
     *
     * @param kind where the records lie
     * @param name the store's name
     * @param index makes an empty index; called each time that a store is opened
     */
    public static KeyValueBytesStoreSupplier supplier(Kind kind, String name, Supplier<? extends DerivedIndex> index) {
        Objects.requireNonNull(index, "index");
        // Kafka Streams' own scopes, so that its metrics of these stores are where they are looked for.
        KeyValueBytesStoreSupplier alike =
                kind == Kind.ROCKSDB ? Stores.persistentKeyValueStore(name) : Stores.inMemoryKeyValueStore(name);
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return kind == Kind.ROCKSDB
                        ? IndexedStore.onDisk(alike.get(), index)
                        : IndexedStore.onHeap(name, index);
            }

            @Override
            public String metricsScope() {
                return alike.metricsScope();
            }
        };
    }

    /** A store of no task, kept nowhere but on the heap, whose writes this index follows. */
    public static KeyValueStore<Bytes, byte[]> detached(DerivedIndex index) {
        return new HeapStore("detached") {
            @Override
            public void put(Bytes key, byte @Nullable [] value) {
                super.put(key, value);
                index.changed(key, value);
            }
        };
    }

    /** A builder of a store with a changelog and no cache. */
    public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(
            KeyValueBytesStoreSupplier supplier, Map<String, String> changelogSettings) {
        return Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingEnabled(changelogSettings);
    }
}
