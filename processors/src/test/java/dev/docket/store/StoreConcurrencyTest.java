package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One thread writes, many ask; nobody may ever see half a write. */
@Timeout(120)
class StoreConcurrencyTest {

    /** A thread each: since Java 25 the common pool may have a single one, and readers here wait for each other. */
    private static final Executor THREADS = task -> new Thread(task, "reader").start();

    private static final int READERS = 3;
    private static final int WRITES = 6_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource(IndexedStores.Kind.class)
    void showsReadersOnlyWholeWrites(IndexedStores.Kind kind) throws Exception {
        KeyValueStore<Bytes, byte[]> store =
                IndexedStores.supplier(kind, "records", HeaderMap::new).get();
        TestContext context = new TestContext(directory);
        store.init(context, store);
        AtomicBoolean done = new AtomicBoolean();
        CountDownLatch reading = new CountDownLatch(READERS);
        AtomicLong answers = new AtomicLong();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (int reader = 0; reader < READERS; reader++) {
            Random random = new Random(reader);
            readers.add(CompletableFuture.runAsync(
                    () -> {
                        reading.countDown();
                        while (!done.get()) {
                            readOnce(store, random);
                            answers.incrementAndGet();
                        }
                    },
                    THREADS));
        }
        reading.await();

        // Twins: "x…" and "y…" are always written together, through a batch and through a restore in turn.
        Random random = new Random(42);
        for (int i = 1; i <= WRITES; i++) {
            int twin = random.nextInt(8);
            byte[] value = random.nextInt(4) == 0 ? null : payloadOf(i, random.nextInt(3) * 100);
            if (i % 2 == 0) {
                store.putAll(List.of(KeyValue.pair(key("x" + twin), value), KeyValue.pair(key("y" + twin), value)));
            } else {
                context.restore(List.of(
                        KeyValue.pair(key("x" + twin).get(), value),
                        KeyValue.pair(key("y" + twin).get(), value)));
            }
        }
        done.set(true);
        for (CompletableFuture<Void> reader : readers) {
            reader.get();
        }
        assertThat(answers.get()).isPositive();
        store.close();
    }

    @ParameterizedTest
    @EnumSource(IndexedStores.Kind.class)
    void canBeClosedWhileItIsAsked(IndexedStores.Kind kind) throws Exception {
        for (int round = 0; round < 10; round++) {
            KeyValueStore<Bytes, byte[]> store =
                    IndexedStores.supplier(kind, "records", HeaderMap::new).get();
            TestContext context = new TestContext(directory);
            store.init(context, store);
            store.put(key("x1"), payloadOf(1, 10));
            CountDownLatch asked = new CountDownLatch(READERS);
            List<CompletableFuture<FailureReason>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                readers.add(CompletableFuture.supplyAsync(
                        () -> {
                            while (true) {
                                QueryResult<Integer> answer =
                                        ask(store, IndexQuery.of(HeaderMap.class, index -> index.headers.size()));
                                asked.countDown();
                                if (answer.isFailure()) {
                                    return answer.getFailureReason();
                                }
                            }
                        },
                        THREADS));
            }
            asked.await();
            store.close();
            for (CompletableFuture<FailureReason> reader : readers) {
                assertThat(reader.get()).isEqualTo(FailureReason.NOT_PRESENT);
            }
        }
    }

    private static void readOnce(KeyValueStore<Bytes, byte[]> store, Random random) {
        Bytes key = key("x" + random.nextInt(8));
        switch (random.nextInt(3)) {
            case 0 -> {
                boolean twins = ask(store, IndexQuery.of(HeaderMap.class, StoreConcurrencyTest::holdsTwins))
                        .getResult();
                assertThat(twins).isTrue();
            }
            case 1 ->
                checkWhole(ask(store, KeyQuery.<Bytes, byte[]>withKey(key)).getResult());
            default -> {
                try (KeyValueIterator<Bytes, byte[]> all =
                        ask(store, RangeQuery.<Bytes, byte[]>withNoBounds()).getResult()) {
                    all.forEachRemaining(entry -> checkWhole(entry.value));
                }
            }
        }
    }

    private static boolean holdsTwins(HeaderMap index) {
        for (int twin = 0; twin < 8; twin++) {
            ByteBuffer x = index.headers.get(key("x" + twin));
            ByteBuffer y = index.headers.get(key("y" + twin));
            if (x == null ? y != null : !x.equals(y)) {
                return false;
            }
        }
        return true;
    }

    private static byte[] payloadOf(int number, int length) {
        ByteBuffer payload = ByteBuffer.allocate(4 * length);
        while (payload.hasRemaining()) {
            payload.putInt(number);
        }
        return SplitValue.join(
                ByteBuffer.allocate(8).putInt(number).putInt(length).array(), payload.array());
    }

    private static void checkWhole(byte[] value) {
        if (value != null) {
            ByteBuffer header = SplitValue.header(value);
            assertThat(value).isEqualTo(payloadOf(header.getInt(), header.getInt()));
        }
    }

    private static <R> QueryResult<R> ask(KeyValueStore<Bytes, byte[]> store, Query<R> query) {
        return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
    }
}
