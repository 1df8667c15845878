package dev.docket.store;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.WriteBufferManager;

/**
 * Lets all RocksDB stores of this JVM share one block cache, which their write buffers count against. By default each
 * store would have 50 MiB of the one and up to 48 MiB of the other, and there is a store for each partition, active or
 * standby.
 *
 * <p>The stores are asked for single keys, and often for keys that are not there (is this id known?), so all levels have
 * filters, and the filters are in the cache with their blocks.
 *
 * <p>Name this class in {@code rocksdb.config.setter}. Threading: stores may be opened and closed on any threads.
 */
public final class RocksDbMemory implements RocksDBConfigSetter {

    /** Configuration: the bytes that all stores share, a number or its text; the first store to be opened decides. */
    public static final String BYTES_CONFIG = "docket.rocksdb.memory.bytes";

    /** 192 MiB. */
    public static final long DEFAULT_BYTES = 192L << 20;

    private static final long WRITE_BUFFER_BYTES = 8L << 20;
    private static final double INDEX_AND_FILTER_SHARE = 0.1;

    private static @Nullable Shared shared;

    private boolean holds;

    /**
     * What the stores share, as long as one of them is open. A store that could not be opened is not closed by Kafka
     * Streams either and counts for ever; then this lives as long as the JVM. RocksDB keeps what an open store still
     * uses when it is closed here.
     */
    private static final class Shared {
        final Cache cache;
        final WriteBufferManager writeBuffers;
        int stores;

        Shared(long bytes) {
            cache = new LRUCache(bytes, -1, false, INDEX_AND_FILTER_SHARE);
            writeBuffers = new WriteBufferManager(bytes / 3, cache);
        }

        void close() {
            writeBuffers.close();
            cache.close();
        }
    }

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Shared memory = acquire(configs.get(BYTES_CONFIG));
        holds = true;
        // The very object that is there: Kafka Streams reads its cache metrics from it.
        BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(memory.cache);
        table.setCacheIndexAndFilterBlocks(true);
        table.setCacheIndexAndFilterBlocksWithHighPriority(true);
        table.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferManager(memory.writeBuffers);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setOptimizeFiltersForHits(false);
    }

    @Override
    public void close(String storeName, Options options) {
        if (holds) {
            holds = false;
            release();
        }
    }

    private static synchronized Shared acquire(@Nullable Object bytes) {
        if (shared == null) {
            shared = new Shared(bytes == null ? DEFAULT_BYTES : Long.parseLong(bytes.toString()));
        }
        shared.stores++;
        return shared;
    }

    private static synchronized void release() {
        if (shared != null && --shared.stores == 0) {
            shared.close();
            shared = null;
        }
    }

    /** For tests: how many stores share the memory now. */
    static synchronized int stores() {
        return shared == null ? 0 : shared.stores;
    }
}
