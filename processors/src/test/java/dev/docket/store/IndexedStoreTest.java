package dev.docket.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.Nested;

/** The contract, over kinds of stores and over what can have happened to one before. */
class IndexedStoreTest {

    @Nested
    class FreshOnDisk extends OnDisk {
        @Override
        void prepare() {
            openFresh();
        }
    }

    @Nested
    class FreshOnTheHeap extends OnTheHeap {
        @Override
        void prepare() {
            openFresh();
        }
    }

    @Nested
    class RestoredOnDisk extends OnDisk {
        @Override
        void prepare() {
            openFresh();
            restore(new Random(1), 500);
        }
    }

    @Nested
    class RestoredOnTheHeap extends OnTheHeap {
        @Override
        void prepare() {
            openFresh();
            restore(new Random(1), 500);
        }
    }

    @Nested
    class ClosedAndOpenedOnDisk extends OnDisk {
        @Override
        void prepare() {
            openFresh();
            write(new Random(2), 300);
            restart(false);
        }
    }

    @Nested
    class ClosedAndOpenedOnTheHeap extends OnTheHeap {
        @Override
        void prepare() {
            openFresh();
            write(new Random(2), 300);
            restart(false);
        }
    }

    @Nested
    class StartedAgainOnDisk extends OnDisk {
        @Override
        void prepare() {
            openFresh();
            write(new Random(3), 300);
            restart(true);
            write(new Random(4), 100);
        }
    }

    @Nested
    class StartedAgainOnTheHeap extends OnTheHeap {
        @Override
        void prepare() {
            openFresh();
            write(new Random(3), 300);
            restart(true);
            write(new Random(4), 100);
        }
    }

    @Nested
    class HalfRestoredOnDisk extends OnDisk {
        @Override
        void prepare() {
            restoreUntilItFails(this);
        }
    }

    @Nested
    class HalfRestoredOnTheHeap extends OnTheHeap {
        @Override
        void prepare() {
            restoreUntilItFails(this);
        }
    }

    /** A restore that ends in the middle: the records of the last batch are written, the index is not. */
    private static void restoreUntilItFails(IndexedStoreContract test) {
        test.store =
                IndexedStores.supplier(test.kind(), "records", Refusing::new).get();
        test.open();
        test.restore(new Random(5), 300);
        Bytes poison = IndexedStoreContract.key("poison");
        byte[] value = IndexedStoreContract.value(1);
        assertThatThrownBy(() -> test.context.restore(List.of(KeyValue.pair(poison.get(), value))))
                .hasMessage("an index that refuses");
        test.model.put(poison, value);
        test.restart(true);
    }

    abstract static class OnDisk extends IndexedStoreContract {
        @Override
        IndexedStores.Kind kind() {
            return IndexedStores.Kind.ROCKSDB;
        }
    }

    abstract static class OnTheHeap extends IndexedStoreContract {
        @Override
        IndexedStores.Kind kind() {
            return IndexedStores.Kind.IN_MEMORY;
        }
    }

    /** An index that cannot bear one key. */
    static final class Refusing extends HeaderMap {
        @Override
        public void changed(Bytes key, byte[] value) {
            if (key.equals(IndexedStoreContract.key("poison"))) {
                throw new IllegalStateException("an index that refuses");
            }
            super.changed(key, value);
        }
    }
}
