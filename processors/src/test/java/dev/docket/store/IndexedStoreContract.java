package dev.docket.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every indexed store does, whatever it lies in and whatever happened to it before. Each test finds a store that
 * holds what {@link #model} says; how it came to that is what the subclasses differ in.
 */
abstract class IndexedStoreContract {

    @TempDir
    Path directory;

    final NavigableMap<Bytes, byte[]> model = new TreeMap<>();
    KeyValueStore<Bytes, byte[]> store;
    TestContext context;
    private long offset;

    abstract IndexedStores.Kind kind();

    /** Opens {@link #store} so that it holds {@link #model}. */
    abstract void prepare();

    @BeforeEach
    void prepareStore() {
        prepare();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void holdsWhatItWasPreparedWith() {
        check("prepared");
    }

    @Test
    void agreesWithASortedMapOverRandomOperations() {
        for (int seed = 0; seed < 25; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 200; step++) {
                operate(random, "seed " + seed + ", step " + step);
                if (step % 40 == 0) {
                    check("seed " + seed + ", step " + step);
                }
            }
            check("seed " + seed);
        }
    }

    @Test
    void agreesWithASortedMapWhenItIsStoppedAndStartedBetweenOperations() {
        for (int seed = 100; seed < 106; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 100; step++) {
                operate(random, "seed " + seed + ", step " + step);
            }
            restart(random.nextBoolean());
            check("seed " + seed);
        }
    }

    @Test
    void agreesWithASortedMapWhenStandbyAndActiveTakeTurns() {
        for (int seed = 200; seed < 210; seed++) {
            Random random = new Random(seed);
            for (int step = 0; step < 60; step++) {
                operate(random, "seed " + seed + ", step " + step);
            }
            restore(random, 1 + random.nextInt(120));
            check("seed " + seed);
        }
    }

    @Test
    void keepsPayloadsApartFromEachOther() {
        put(key("a"), SplitValue.join(bytes("h"), bytes("one")));
        put(key("ab"), SplitValue.join(bytes("h"), bytes("two")));
        put(key("a"), SplitValue.join(bytes("g"), new byte[0]));

        assertThat(store.get(key("a"))).isEqualTo(SplitValue.join(bytes("g"), new byte[0]));
        assertThat(store.get(key("ab"))).isEqualTo(SplitValue.join(bytes("h"), bytes("two")));
        check("payload gone");
    }

    @Test
    void takesTheEmptyKeyTheEmptyHeaderAndTheLargestHeader() {
        put(key(""), SplitValue.join(new byte[0], bytes("payload")));
        put(key("large"), SplitValue.join(new byte[SplitValue.MAX_HEADER_BYTES], new byte[300_000]));
        put(key("small"), SplitValue.join(new byte[0], new byte[0]));

        check("edges");
    }

    @Test
    void refusesWhatIsNoValueAndStaysAsItWas() {
        assertThatThrownBy(() -> store.put(key("a"), new byte[] {1})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(key("a"), new byte[] {0, 9, 1}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.put(null, SplitValue.join(bytes("h"), bytes("p"))))
                .isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> store.putAll(List.of(
                        KeyValue.pair(key("a"), SplitValue.join(bytes("h"), bytes("p"))),
                        KeyValue.pair(key("b"), new byte[0]))))
                .isInstanceOf(IllegalArgumentException.class);
        check("refused");
    }

    @Test
    void refusesToRestoreWhatIsNoValue() {
        assertThatThrownBy(() -> context.restore(List.of(KeyValue.pair(bytes("a"), new byte[] {0}))))
                .isInstanceOf(IllegalArgumentException.class);
        check("refused");
    }

    @Test
    void leavesOutOfAnIterationWhatIsDeletedMeanwhile() {
        put(key("x1"), value(1));
        put(key("x2"), value(2));
        put(key("x3"), value(3));
        List<Bytes> seen = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> iterator = store.range(key("x1"), key("x3"))) {
            seen.add(iterator.next().key);
            put(key("x2"), null);
            put(key("x3"), value(4));
            KeyValue<Bytes, byte[]> last = iterator.next();
            assertThat(last.value).isEqualTo(value(4));
            seen.add(last.key);
            assertThat(iterator.hasNext()).isFalse();
        }

        assertThat(seen).containsExactly(key("x1"), key("x3"));
    }

    @Test
    void answersKafkasOwnQueriesByOurKeys() {
        put(key("q1"), value(1));
        put(key("q2"), value(2));

        QueryResult<byte[]> one = query(KeyQuery.<Bytes, byte[]>withKey(key("q1")));
        assertThat(one.getResult()).isEqualTo(value(1));
        QueryResult<KeyValueIterator<Bytes, byte[]>> range =
                query(RangeQuery.<Bytes, byte[]>withRange(key("q1"), key("q9")).withDescendingKeys());
        assertThat(drain(range.getResult()))
                .usingElementComparator(BY_CONTENT)
                .containsExactly(KeyValue.pair(key("q2"), value(2)), KeyValue.pair(key("q1"), value(1)));
        QueryResult<KeyValueIterator<Bytes, byte[]>> all = query(RangeQuery.<Bytes, byte[]>withNoBounds());
        assertThat(drain(all.getResult())).hasSameSizeAs(model.keySet());
    }

    @Test
    void answersQuestionsToItsIndexOnly() {
        put(key("i"), SplitValue.join(bytes("head"), bytes("payload")));

        QueryResult<Integer> size = query(IndexQuery.of(HeaderMap.class, index -> index.headers.size()));
        assertThat(size.getResult()).isEqualTo(model.size());
        QueryResult<Object> nothing = query(IndexQuery.of(HeaderMap.class, index -> null));
        assertThat(nothing.isSuccess()).isTrue();
        assertThat(nothing.getResult()).isNull();

        assertThat(query(IndexQuery.of(Other.class, index -> 1)).getFailureReason())
                .isEqualTo(FailureReason.UNKNOWN_QUERY_TYPE);
        assertThat(query(WindowKeyQuery.withKeyAndWindowStartRange(key("i"), Instant.EPOCH, Instant.EPOCH))
                        .getFailureReason())
                .isEqualTo(FailureReason.UNKNOWN_QUERY_TYPE);
        assertThatThrownBy(() -> IndexAccess.to(store, Other.class)).hasMessageContaining("No index");
        assertThatThrownBy(() -> query(IndexQuery.of(HeaderMap.class, index -> {
                    throw new IllegalStateException("the question's own fault");
                })))
                .hasMessage("the question's own fault");
        check("a question that throws lets go of the lock");
    }

    @Test
    void tellsHowFarItIs() {
        context.handling(offset = 5_000);
        put(key("p"), value(1));
        Position position = store.getPosition();
        assertThat(position.getPartitionPositions(TestContext.INPUT)).containsEntry(3, 5_000L);

        Position later = Position.emptyPosition().withComponent(TestContext.INPUT, 3, 5_001);
        QueryResult<byte[]> tooEarly =
                store.query(KeyQuery.withKey(key("p")), PositionBound.at(later), new QueryConfig(true));
        assertThat(tooEarly.getFailureReason()).isEqualTo(FailureReason.NOT_UP_TO_BOUND);
        QueryResult<byte[]> inTime =
                store.query(KeyQuery.withKey(key("p")), PositionBound.at(position), new QueryConfig(true));
        assertThat(inTime.getResult()).isEqualTo(value(1));
        assertThat(inTime.getPosition()).isEqualTo(position);
        assertThat(inTime.getExecutionInfo()).isNotEmpty();
    }

    @Test
    void answersNothingWhenItIsClosed() {
        store.close();
        store.close();

        assertThat(store.isOpen()).isFalse();
        assertThatThrownBy(() -> store.get(key("a"))).isInstanceOf(InvalidStateStoreException.class);
        assertThatThrownBy(() -> store.put(key("a"), value(1))).isInstanceOf(InvalidStateStoreException.class);
        assertThatThrownBy(() -> store.all()).isInstanceOf(InvalidStateStoreException.class);
        assertThat(query(IndexQuery.of(HeaderMap.class, index -> 1)).getFailureReason())
                .isEqualTo(FailureReason.NOT_PRESENT);
        assertThatThrownBy(() -> IndexAccess.to(store, HeaderMap.class)).hasMessageContaining("closed");
    }

    @Test
    void isRegisteredOnceUnderItsOwnName() {
        assertThat(context.registered).isSameAs(store);
        assertThat(context.hasCommitCallback()).isEqualTo(store.persistent());
        assertThat(store.persistent()).isEqualTo(kind() == IndexedStores.Kind.ROCKSDB);
        assertThat(store.name()).isEqualTo("records");
    }

    // What the subclasses prepare with.

    KeyValueStore<Bytes, byte[]> newStore() {
        return IndexedStores.supplier(kind(), "records", HeaderMap::new).get();
    }

    void open() {
        context = context == null ? new TestContext(directory) : new TestContext(context);
        context.handling(++offset);
        store.init(context, store);
    }

    void openFresh() {
        store = newStore();
        open();
    }

    void restart(boolean anotherObject) {
        store.close();
        if (anotherObject) {
            store = newStore();
        }
        open();
        if (!store.persistent()) {
            List<KeyValue<byte[], byte[]>> log = new ArrayList<>();
            model.forEach((key, value) -> log.add(KeyValue.pair(key.get(), value)));
            context.restore(log);
        }
    }

    void write(Random random, int steps) {
        for (int step = 0; step < steps; step++) {
            operate(random, "preparing, step " + step);
        }
    }

    /** Restores a log of many versions, in batches that cut it anywhere. */
    void restore(Random random, int records) {
        List<KeyValue<byte[], byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            Bytes key = randomKey(random);
            byte[] value = random.nextInt(3) == 0 ? null : randomValue(random);
            batch.add(KeyValue.pair(key.get(), value));
            remember(key, value);
            if (random.nextInt(20) == 0) {
                context.restore(batch);
                batch = new ArrayList<>();
            }
        }
        context.restore(batch);
    }

    private void operate(Random random, String where) {
        context.handling(++offset);
        Bytes key = randomKey(random);
        byte[] value = randomValue(random);
        switch (random.nextInt(8)) {
            case 0 -> {
                assertThat(store.putIfAbsent(key, value)).as(where).isEqualTo(model.get(key));
                model.putIfAbsent(key, value);
            }
            case 1 -> assertThat(store.delete(key)).as(where).isEqualTo(model.remove(key));
            case 2 -> put(key, null);
            case 3 -> {
                List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
                for (int i = random.nextInt(6); i > 0; i--) {
                    Bytes each = randomKey(random);
                    byte[] its = random.nextInt(3) == 0 ? null : randomValue(random);
                    entries.add(KeyValue.pair(each, its));
                    remember(each, its);
                }
                store.putAll(entries);
            }
            case 4 -> assertThat(store.get(key)).as(where).isEqualTo(model.get(key));
            default -> put(key, value);
        }
    }

    void put(Bytes key, byte[] value) {
        store.put(key, value);
        remember(key, value);
    }

    private void remember(Bytes key, byte[] value) {
        if (value == null) {
            model.remove(key);
        } else {
            model.put(key, value);
        }
    }

    /** Every answer of the store and its index against the model. */
    void check(String where) {
        List<KeyValue<Bytes, byte[]>> expected = entries(model);
        assertSame(store.all(), expected, where);
        assertSame(store.range(null, null), expected, where);
        List<KeyValue<Bytes, byte[]>> backwards = new ArrayList<>(expected);
        Collections.reverse(backwards);
        assertSame(store.reverseAll(), backwards, where);
        Bytes from = key("b");
        Bytes to = key("cc");
        assertSame(store.range(from, to), entries(model.subMap(from, true, to, true)), where);
        assertSame(store.range(from, null), entries(model.tailMap(from, true)), where);
        assertSame(store.reverseRange(null, to), entries(model.headMap(to, true).descendingMap()), where);
        List<KeyValue<Bytes, byte[]>> prefixed = new ArrayList<>(expected);
        prefixed.removeIf(entry -> entry.key.get().length == 0 || entry.key.get()[0] != 'b');
        assertSame(store.prefixScan(from, new BytesSerializer()), prefixed, where);
        assertThat(store.approximateNumEntries()).as(where).isBetween(expected.isEmpty() ? 0L : 1L, Long.MAX_VALUE);

        HeaderMap recount = new HeaderMap();
        model.forEach(recount::changed);
        assertThat(IndexAccess.to(store, HeaderMap.class).headers).as(where).isEqualTo(recount.headers);
    }

    <R> QueryResult<R> query(Query<R> query) {
        return store.query(query, PositionBound.unbounded(), new QueryConfig(false));
    }

    static Bytes key(String text) {
        return Bytes.wrap(bytes(text));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] value(int number) {
        return SplitValue.join(
                ByteBuffer.allocate(4).putInt(number).array(),
                ByteBuffer.allocate(4).putInt(-number).array());
    }

    private static Bytes randomKey(Random random) {
        char first = (char) ('a' + random.nextInt(4));
        return key(random.nextBoolean() ? first + "" + random.nextInt(10) : "" + first);
    }

    private static byte[] randomValue(Random random) {
        byte[] header = new byte[random.nextInt(12)];
        random.nextBytes(header);
        byte[] payload = new byte[random.nextBoolean() ? 0 : random.nextInt(40)];
        random.nextBytes(payload);
        return SplitValue.join(header, payload);
    }

    private static final Comparator<KeyValue<Bytes, byte[]>> BY_CONTENT =
            Comparator.<KeyValue<Bytes, byte[]>, Bytes>comparing(entry -> entry.key)
                    .thenComparing(entry -> entry.value, Arrays::compare);

    private static void assertSame(
            KeyValueIterator<Bytes, byte[]> actual, List<KeyValue<Bytes, byte[]>> expected, String where) {
        assertThat(drain(actual)).as(where).usingElementComparator(BY_CONTENT).containsExactlyElementsOf(expected);
    }

    private static List<KeyValue<Bytes, byte[]>> drain(KeyValueIterator<Bytes, byte[]> iterator) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        try (iterator) {
            while (iterator.hasNext()) {
                Bytes peeked = iterator.peekNextKey();
                KeyValue<Bytes, byte[]> next = iterator.next();
                assertThat(next.key).isEqualTo(peeked);
                entries.add(next);
            }
        }
        return entries;
    }

    private static List<KeyValue<Bytes, byte[]>> entries(Map<Bytes, byte[]> map) {
        List<KeyValue<Bytes, byte[]>> entries = new ArrayList<>();
        map.forEach((key, value) -> entries.add(KeyValue.pair(key, value)));
        return entries;
    }

    private static final class Other implements DerivedIndex {
        @Override
        public void changed(Bytes key, byte[] value) {}

        @Override
        public Presence presence(Bytes key) {
            return Presence.UNKNOWN;
        }

        @Override
        public void clear() {}
    }
}
