package dev.docket.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever takes one after the other gets each as it was written last, and most without another look at the disk. */
class ReadAheadTest {

    private static final int PAYLOAD = 500;

    @TempDir
    Path directory;

    private final TreeMap<Long, Item> line = new TreeMap<>();
    private final Random random = new Random(7);

    /** What lies in a place. */
    private record Item(Bytes key, byte[] value) {}

    private int looks;
    private int steps;
    private KeyValueStore<Bytes, byte[]> store;
    private RecordReader reader;

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aLineThatIsTakenInOrderIsReadManyAtATime() {
        open(below());
        for (long place = 0; place < 2000; place++) {
            put(place);
        }
        for (int i = 0; i < 2000; i++) {
            takeFirst();
        }

        assertThat(looks).isLessThan(80);
    }

    @Test
    void aFewThatAreTakenHereAndThereAreNotReadWithManyOthers() {
        open(below());
        for (long place = 0; place < 10_000; place++) {
            put(place);
        }
        for (int i = 0; i < 200; i++) {
            long place = random.nextInt(10_000);
            assertThat(reader.get(key(place), place(place + 1000)))
                    .isEqualTo(line.get(place).value());
        }

        assertThat(steps).as("found on disk").isLessThan(600);
    }

    @Test
    void nothingIsReadBehindTheLastPlaceThatIsWanted() {
        open(below());
        for (long place = 0; place < 100; place++) {
            put(place);
        }
        for (long place = 0; place < 100; place++) {
            reader.get(key(place), place(place));
        }

        assertThat(steps).isEqualTo(100);
    }

    /** Or what nobody wants any more would take the room of what comes next. */
    @Test
    void whatWasReadAheadIsHandedOutOnce() {
        open(below());
        for (long place = 0; place < 100; place++) {
            put(place);
        }
        for (long place = 0; place < 100; place++) {
            reader.get(key(place), place(1000));
        }
        int before = looks;
        for (long place = 0; place < 100; place += 50) {
            assertThat(reader.get(key(place), place(place)))
                    .isEqualTo(line.get(place).value());
        }

        assertThat(looks).isEqualTo(before + 2);
    }

    @Test
    void largePayloadsAreNotReadManyAtATime() {
        open(below());
        for (long place = 0; place < 100; place++) {
            put(place, key(place), new byte[200_000]);
        }
        for (int taken = 1; taken <= 100; taken++) {
            takeFirst();
            assertThat(steps).isLessThan(taken + 4);
        }
    }

    @Test
    void eachIsTheOneWrittenLastWhateverBecomesOfThoseAround() {
        for (int share : new int[] {0, 20_000, 200_000}) {
            KeyValueStore<Bytes, byte[]> disk =
                    Stores.persistentKeyValueStore("records").get();
            open(disk, share);
            line.clear();
            long next = 0;
            for (int i = 0; i < 600; i++) {
                put(next++);
            }
            for (int step = 0; step < 8000; step++) {
                switch (random.nextInt(line.isEmpty() ? 1 : 6)) {
                    case 0, 1 -> put(next++);
                    case 2 -> put(someone());
                    case 3 -> {
                        if (random.nextBoolean()) {
                            store.put(line.remove(someone()).key(), null);
                        } else {
                            put(next++, line.remove(someone()).key(), payload());
                        }
                    }
                    default -> takeFirst();
                }
            }
            while (!line.isEmpty()) {
                takeFirst();
            }
            store.commit(Map.of());
            assertThat(disk.all().hasNext()).as("something was left behind").isFalse();
            store.close();
        }
    }

    private long someone() {
        Long found = line.ceilingKey(line.firstKey() + (long) (random.nextDouble() * 40));
        return found == null ? line.firstKey() : found;
    }

    /** Takes the first, which then has no payload any more. */
    private void takeFirst() {
        long place = line.firstKey();
        Item first = line.remove(place);
        assertThat(reader.get(first.key(), place(place + 1000))).isEqualTo(first.value());
        if (random.nextBoolean()) {
            store.put(first.key(), SplitValue.join(header(place), new byte[0]));
        }
        store.put(first.key(), null);
    }

    private void put(long place) {
        Item before = line.get(place);
        put(place, before == null ? key(place) : before.key(), payload());
    }

    private void put(long place, Bytes key, byte[] payload) {
        Item item = new Item(key, SplitValue.join(header(place), payload));
        line.put(place, item);
        store.put(key, item.value());
    }

    private byte[] payload() {
        byte[] payload = new byte[PAYLOAD];
        random.nextBytes(payload);
        return payload;
    }

    /** In no order that has to do with places. */
    private static Bytes key(long place) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES)
                .putLong(Long.reverse(place * 0x9E37_79B9_7F4A_7C15L))
                .array());
    }

    private static byte[] header(long place) {
        return place(place).get();
    }

    private static Bytes place(long place) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(place).array());
    }

    /** A store that tells how often somebody looks for something in it. */
    private HeapStore below() {
        return new HeapStore("records") {
            @Override
            public byte[] get(Bytes key) {
                looks++;
                steps++;
                return super.get(key);
            }

            @Override
            public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
                looks++;
                return counted(super.range(from, to));
            }
        };
    }

    private KeyValueIterator<Bytes, byte[]> counted(KeyValueIterator<Bytes, byte[]> entries) {
        return new KeyValueIterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public KeyValue<Bytes, byte[]> next() {
                steps++;
                return entries.next();
            }

            @Override
            public Bytes peekNextKey() {
                return entries.peekNextKey();
            }

            @Override
            public void close() {
                entries.close();
            }
        };
    }

    private void open(KeyValueStore<Bytes, byte[]> inner) {
        open(inner, 0);
    }

    private void open(KeyValueStore<Bytes, byte[]> inner, long share) {
        store = IndexedStore.onDisk(inner, Places::new);
        store.init(new TestContext(directory).with(IndexedStores.WRITE_BEHIND_BYTES_CONFIG, share), store);
        reader = RecordReader.of(store);
    }

    /** Payloads lie where their headers say. */
    private static final class Places implements DerivedIndex {
        private final Map<Bytes, Bytes> places = new HashMap<>();
        private final Map<Bytes, Boolean> payloads = new HashMap<>();

        @Override
        public void changed(Bytes key, byte[] value) {
            places.remove(key);
            payloads.remove(key);
            if (value != null) {
                places.put(key, place(key, value));
                payloads.put(key, SplitLayout.hasPayload(value));
            }
        }

        @Override
        public Presence presence(Bytes key) {
            Boolean payload = payloads.get(key);
            if (payload == null) {
                return Presence.ABSENT;
            }
            return payload ? Presence.UNKNOWN : Presence.WITHOUT_PAYLOAD;
        }

        @Override
        public Bytes place(Bytes key, byte[] value) {
            byte[] place = new byte[Long.BYTES];
            SplitValue.header(value).get(place);
            return Bytes.wrap(place);
        }

        @Override
        public Bytes place(Bytes key) {
            return places.get(key);
        }

        @Override
        public void clear() {
            places.clear();
            payloads.clear();
        }
    }
}
