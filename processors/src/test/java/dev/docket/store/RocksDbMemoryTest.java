package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.key;
import static dev.docket.store.IndexedStoreContract.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksDbMemoryTest {

    @TempDir
    Path directory;

    @Test
    void isSharedByAllOpenStoresAndGivenBackByTheLast() {
        KeyValueStore<Bytes, byte[]> one = open("one");
        KeyValueStore<Bytes, byte[]> two = open("two");
        assertThat(RocksDbMemory.stores()).isEqualTo(2);

        one.put(key("k"), value(1));
        one.close();
        two.put(key("k"), value(2));
        assertThat(two.get(key("k"))).isEqualTo(value(2));
        assertThat(two.get(key("not there"))).isNull();
        assertThat(RocksDbMemory.stores()).isEqualTo(1);
        two.close();
        two.close();
        assertThat(RocksDbMemory.stores()).isZero();

        KeyValueStore<Bytes, byte[]> again = open("one");
        assertThat(again.get(key("k"))).isEqualTo(value(1));
        assertThat(RocksDbMemory.stores()).isEqualTo(1);
        again.close();
    }

    private KeyValueStore<Bytes, byte[]> open(String name) {
        KeyValueStore<Bytes, byte[]> store = IndexedStores.supplier(IndexedStores.Kind.ROCKSDB, name, HeaderMap::new)
                .get();
        store.init(
                new TestContext(directory)
                        .with(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.class)
                        .with(RocksDbMemory.BYTES_CONFIG, "16777216"),
                store);
        return store;
    }
}
