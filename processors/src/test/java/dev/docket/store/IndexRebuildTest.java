package dev.docket.store;

import static dev.docket.store.IndexedStoreContract.bytes;
import static dev.docket.store.IndexedStoreContract.key;
import static dev.docket.store.IndexedStoreContract.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How the index comes back when a clean stop left records on the disk. */
@Timeout(60)
class IndexRebuildTest {

    /** A thread each: since Java 25 the common pool may have a single one, and what runs here waits for each other. */
    private static final Executor THREADS = task -> new Thread(task, "asker").start();

    private static final TopicPartition CHANGELOG = new TopicPartition("test-records-changelog", 3);

    @TempDir
    Path directory;

    private TestContext context;
    private KeyValueStore<Bytes, byte[]> store;

    @BeforeEach
    void leaveRecordsBehind() {
        open(HeaderMap::new);
        for (int i = 0; i < 100; i++) {
            context.handling(i);
            store.put(key("k" + i), value(i));
        }
        store.commit(Map.of(CHANGELOG, 99L));
        context.commit();
        store.close();
    }

    @Test
    void doesNotKeepWhoeverOpensTheStoreWaiting() {
        Gate gate = new Gate();
        open(() -> gate); // would not return

        assertThat(store.isOpen()).isTrue();
        assertThat(store.committedOffset(CHANGELOG)).isEqualTo(99);
        gate.open.countDown();
        assertThat(IndexAccess.to(store, Gate.class).headers).hasSize(100);
        store.close();
    }

    @Test
    void keepsTheTaskWaitingUntilTheIndexIsWholeButNobodyWhoAsks() throws Exception {
        Gate gate = new Gate();
        open(() -> gate);
        CompletableFuture<Gate> access =
                CompletableFuture.supplyAsync(() -> IndexAccess.to(store, Gate.class), THREADS);
        CompletableFuture<byte[]> get = CompletableFuture.supplyAsync(() -> store.get(key("k7")), THREADS);
        gate.entered.await();

        assertThat(access).isNotDone();
        assertThat(get).isNotDone();
        assertThat(ask().getFailureReason()).isEqualTo(FailureReason.NOT_PRESENT);
        gate.open.countDown();
        assertThat(access.get().headers).hasSize(100);
        assertThat(ask().getResult()).isEqualTo(100);
        assertThat(get.get()).isEqualTo(value(7));
        store.close();
    }

    @Test
    void letsRestoredRecordsComeAfterThoseOnTheDisk() throws Exception {
        Gate gate = new Gate();
        open(() -> gate);
        CompletableFuture<Void> restore = CompletableFuture.runAsync(() -> context.restore(List.of(
                KeyValue.pair(bytes("k1"), SplitValue.join(bytes("new"), new byte[0])),
                KeyValue.pair(bytes("k99"), null))));
        gate.entered.await();

        assertThat(restore).isNotDone();
        gate.open.countDown();
        restore.get();
        assertThat(gate.headers).hasSize(99).doesNotContainKey(key("k99"));
        assertThat(gate.headers.get(key("k1"))).isEqualTo(ByteBuffer.wrap(bytes("new")));
        assertThat(store.get(key("k1"))).isEqualTo(SplitValue.join(bytes("new"), new byte[0]));
        store.close();
    }

    @Test
    void saysOnEveryAccessThatTheIndexCouldNotBeMade() {
        open(Broken::new);

        assertThatThrownBy(() -> store.get(key("k1")))
                .isInstanceOf(ProcessorStateException.class)
                .hasRootCauseMessage("cannot read this");
        assertThatThrownBy(() -> store.put(key("k1"), null)).isInstanceOf(ProcessorStateException.class);
        assertThatThrownBy(() -> context.restore(List.of())).isInstanceOf(ProcessorStateException.class);
        assertThat(ask().getFailureReason()).isEqualTo(FailureReason.STORE_EXCEPTION);
        assertThat(ask().getFailureMessage()).contains("cannot read this");
        assertThatThrownBy(() -> IndexAccess.to(store, HeaderMap.class))
                .isInstanceOf(ProcessorStateException.class)
                .hasMessageContaining("cannot read this");
        store.close();

        open(HeaderMap::new);
        assertThat(sizeWhenWhole()).isEqualTo(100);
        store.close();
    }

    @Test
    void endsWhenTheStoreIsClosed() {
        Gate gate = new Gate();
        open(() -> gate);
        CompletableFuture<QueryResult<Integer>> query = CompletableFuture.supplyAsync(this::ask, THREADS);
        CompletableFuture<Void> close = CompletableFuture.runAsync(store::close, THREADS);
        gate.open.countDown();
        close.join();

        // Either the index was whole before the store was closed, or the query was told that it never came to be.
        QueryResult<Integer> answer = query.join();
        assertThat(answer.isSuccess()
                        || answer.getFailureReason() == FailureReason.STORE_EXCEPTION
                        || answer.getFailureReason() == FailureReason.NOT_PRESENT)
                .isTrue();
        open(HeaderMap::new);
        assertThat(sizeWhenWhole()).isEqualTo(100);
        store.close();
    }

    @Test
    void asksForHeadersOnly() {
        HeadersOnly index = new HeadersOnly();
        open(() -> index);

        assertThat(IndexAccess.to(store, HeadersOnly.class).records).isEqualTo(100);
        assertThat(index.payloadBytes).isZero();
        store.close();
    }

    @Test
    void keepsPositionAndOffsetOverAStart() {
        open(HeaderMap::new);

        assertThat(store.getPosition()).isEqualTo(Position.emptyPosition().withComponent(TestContext.INPUT, 3, 99));
        assertThat(store.committedOffset(CHANGELOG)).isEqualTo(99);
        store.commit(Map.of());
        assertThat(store.committedOffset(CHANGELOG)).isNull();
        store.close();
    }

    @Test
    void staysClosedWhenTheInnerStoreFindsItsStateCorrupted() {
        KeyValueStore<Bytes, byte[]> corrupted = innerThatIsCorrupted();
        IndexedStore ours = IndexedStore.onDisk(corrupted, HeaderMap::new);
        TestContext next = new TestContext(context);

        assertThatThrownBy(() -> ours.init(next, ours)).isInstanceOf(TaskCorruptedException.class);
        assertThat(next.registered).isNull();
        assertThat(ours.isOpen()).isFalse();
        assertThatThrownBy(() -> ours.get(key("k1"))).isInstanceOf(InvalidStateStoreException.class);
        ours.close();
    }

    @Test
    void refusesStateThatIsTooOldToBeCaughtUp() throws Exception {
        context.with(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        writtenBefore(LocalState.USABLE_FOR.minusHours(1));
        open(HeaderMap::new);
        assertThat(sizeWhenWhole()).isEqualTo(100);
        store.close();

        writtenBefore(LocalState.USABLE_FOR.plusHours(1));
        assertThatThrownBy(() -> open(HeaderMap::new))
                .isInstanceOfSatisfying(
                        TaskCorruptedException.class,
                        e -> assertThat(e.corruptedTasks()).containsExactly(TestContext.TASK));
        assertThat(store.isOpen()).isFalse();
        assertThatThrownBy(() -> open(HeaderMap::new))
                .as("it is not made younger by being looked at")
                .isInstanceOf(TaskCorruptedException.class);

        // Without exactly-once nobody would wipe it, and the task would never start.
        context.with(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        open(HeaderMap::new);
        assertThat(sizeWhenWhole()).isEqualTo(100);
        store.close();
    }

    private void writtenBefore(Duration age) throws IOException {
        FileTime time = FileTime.from(Instant.now().minus(age));
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.setLastModifiedTime(file, time);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static KeyValueStore<Bytes, byte[]> innerThatIsCorrupted() {
        return (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                IndexRebuildTest.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "init" -> throw new TaskCorruptedException(Set.of(TestContext.TASK));
                    case "isOpen", "persistent" -> false;
                    case "name" -> "records";
                    default -> null;
                });
    }

    private void open(Supplier<DerivedIndex> index) {
        store = IndexedStores.supplier(IndexedStores.Kind.ROCKSDB, "records", index)
                .get();
        context = context == null ? new TestContext(directory) : new TestContext(context);
        store.init(context, store);
    }

    private int sizeWhenWhole() {
        return IndexAccess.to(store, HeaderMap.class).headers.size();
    }

    private QueryResult<Integer> ask() {
        return store.query(
                IndexQuery.of(DerivedIndex.class, IndexRebuildTest::size),
                PositionBound.unbounded(),
                new QueryConfig(false));
    }

    private static Integer size(DerivedIndex index) {
        return ((HeaderMap) index).headers.size();
    }

    /** An index that takes nothing in until it is opened. */
    private static final class Gate extends HeaderMap {
        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);

        @Override
        public void changed(Bytes key, byte[] value) {
            entered.countDown();
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            super.changed(key, value);
        }
    }

    private static final class HeadersOnly implements DerivedIndex {
        int records;
        int payloadBytes;

        @Override
        public void changed(Bytes key, byte[] value) {
            records++;
            payloadBytes += SplitValue.payload(value).remaining();
        }

        @Override
        public Presence presence(Bytes key) {
            return Presence.UNKNOWN;
        }

        @Override
        public void clear() {}
    }

    private static final class Broken implements DerivedIndex {
        @Override
        public void changed(Bytes key, byte[] value) {
            throw new IllegalStateException("cannot read this");
        }

        @Override
        public Presence presence(Bytes key) {
            return Presence.UNKNOWN;
        }

        @Override
        public void clear() {}
    }
}
