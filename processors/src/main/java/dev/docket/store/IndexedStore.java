package dev.docket.store;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.BatchingStateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store of {@link SplitValue}s around one of Kafka Streams' own, which holds the bytes and their offsets, and a
 * {@link DerivedIndex} that is told of every change, whether it comes by a write, by a restore or off the disk.
 *
 * <p>Life: {@code init} and {@code close} may alternate on one object, so everything that belongs to one opening is in
 * {@link Opened}, and a store that was only constructed holds nothing. A task that is promoted from standby keeps its
 * opening and with it a warm index.
 *
 * <p>Threading: one thread writes (that of the task, or the one that restores it), many may query. Writes to records and
 * index are one step under the write lock. Nobody gets past {@link #opened()} while the index is still being made.
 *
 * <p>Invariant: while no write is under way, the index is what a fresh one would be after all records.
 */
final class IndexedStore implements KeyValueStore<Bytes, byte[]> {

    private final KeyValueStore<Bytes, byte[]> inner;
    private final boolean isOnDisk;
    private final Supplier<? extends DerivedIndex> indexes;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private volatile @Nullable Opened opened;

    /** What lives from {@code init} to {@code close}. */
    private static final class Opened {
        final Records records;
        final DerivedIndex index;
        final StoreQueries queries;

        /** The latest record of each input that wrote something; the inner store may be told later. */
        final Position position;

        private final StateStoreContext context;

        /** Null where nothing can have been left behind. */
        private final @Nullable IndexRebuild rebuild;

        /** Whether something was written since the last commit, and not just restored. */
        private boolean hasWritten;

        Opened(
                Records records,
                DerivedIndex index,
                StoreQueries queries,
                Position position,
                StateStoreContext context,
                @Nullable IndexRebuild rebuild) {
            this.records = records;
            this.index = index;
            this.queries = queries;
            this.position = position;
            this.context = context;
            this.rebuild = rebuild;
        }

        /** Notes that something was written, and the record that is being handled, if one is. */
        void written() {
            hasWritten = true;
            context.recordMetadata()
                    .filter(record -> record.topic() != null)
                    .ifPresent(record -> position.withComponent(record.topic(), record.partition(), record.offset()));
        }

        void await() {
            if (rebuild != null) {
                rebuild.await();
            }
        }

        boolean isWhole() {
            return rebuild == null || rebuild.isDone();
        }

        void end() {
            if (rebuild != null) {
                rebuild.stop();
            }
        }
    }

    private IndexedStore(
            KeyValueStore<Bytes, byte[]> inner, boolean isOnDisk, Supplier<? extends DerivedIndex> indexes) {
        this.inner = inner;
        this.isOnDisk = isOnDisk;
        this.indexes = indexes;
    }

    /** Around a store on disk. */
    static IndexedStore onDisk(KeyValueStore<Bytes, byte[]> rocksDb, Supplier<? extends DerivedIndex> indexes) {
        return new IndexedStore(rocksDb, true, indexes);
    }

    /** With everything on the heap. */
    static IndexedStore onHeap(String name, Supplier<? extends DerivedIndex> indexes) {
        return new IndexedStore(new HeapStore(name), false, indexes);
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        if (opened != null) {
            close();
        }
        if (persistent()) {
            LocalState.refuseIfForgotten(context, name(), Instant.now());
        }
        InnerContext innerContext = new InnerContext(context);
        inner.init(innerContext, root);
        DerivedIndex index = indexes.get();
        index.clear();
        opened = isOnDisk ? openedOnDisk(context, index) : opened(context, new WholeRecords(inner), index, null);
        innerContext.registerOurs(root, (BatchingStateRestoreCallback) this::restore);
    }

    private Opened openedOnDisk(StateStoreContext context, DerivedIndex index) {
        SplitRecords onDisk = new SplitRecords(inner, index);
        HeapShare share = HeapShare.take(context.appConfigs().get(IndexedStores.WRITE_BEHIND_BYTES_CONFIG));
        String thread = "docket-index-" + name() + "-" + context.taskId();
        IndexRebuild rebuild = IndexRebuild.start(thread, onDisk, index);
        return opened(context, new WriteBehind(onDisk, index, share), index, rebuild);
    }

    private Opened opened(
            StateStoreContext context, Records records, DerivedIndex index, @Nullable IndexRebuild rebuild) {
        int partition = context.taskId().partition();
        StoreQueries queries = new StoreQueries(this, index, records::getAhead, partition);
        return new Opened(records, index, queries, inner.getPosition().copy(), context, rebuild);
    }

    @Override
    public void close() {
        Opened ending = opened;
        opened = null;
        if (ending != null) {
            ending.end();
        }
        lock.writeLock().lock(); // lets queries that are under way end before the bytes go away beneath them
        try {
            if (ending != null) {
                ending.records.close();
            }
        } finally {
            try {
                inner.close();
            } finally {
                lock.writeLock().unlock();
            }
        }
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public boolean persistent() {
        return inner.persistent();
    }

    @Override
    public boolean isOpen() {
        return opened != null && inner.isOpen();
    }

    @Override
    @SuppressWarnings("deprecation") // to be removed when it can only be true; until then Kafka Streams asks
    public boolean managesOffsets() {
        return inner.managesOffsets();
    }

    /** Exclusively: what is kept in memory moves to disk; at once, unless it can be restored again. */
    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        lock.writeLock().lock();
        try {
            Opened current = opened;
            if (current == null) {
                inner.commit(changelogOffsets);
            } else if (current.hasWritten) {
                current.records.commit(changelogOffsets);
                current.hasWritten = false;
            } else {
                current.records.commitRestored(changelogOffsets);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition partition) {
        Opened current = opened;
        return current == null ? inner.committedOffset(partition) : current.records.committedOffset(partition);
    }

    /** Not a copy: it is asked for with every write. */
    @Override
    public Position getPosition() {
        Opened current = opened;
        return current == null ? inner.getPosition() : current.position;
    }

    @Override
    public byte @Nullable [] get(Bytes key) {
        Objects.requireNonNull(key, "key");
        return reading(current -> current.records.get(key));
    }

    @Override
    public void put(Bytes key, byte @Nullable [] value) {
        Objects.requireNonNull(key, "key");
        writing(current -> {
            current.records.put(key, value);
            current.index.changed(key, value);
            current.written();
        });
    }

    @Override
    public byte @Nullable [] putIfAbsent(Bytes key, byte @Nullable [] value) {
        byte[] old = get(key);
        if (old == null && value != null) {
            put(key, value);
        }
        return old;
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        Map<Bytes, byte @Nullable []> last = new LinkedHashMap<>();
        entries.forEach(entry -> last.put(Objects.requireNonNull(entry.key, "key"), entry.value));
        writing(current -> {
            current.records.putAll(last);
            entries.forEach(entry -> current.index.changed(entry.key, entry.value));
            current.written();
        });
    }

    /** Reads the whole old value first; {@code put(key, null)} does without. */
    @Override
    public byte @Nullable [] delete(Bytes key) {
        byte[] old = get(key);
        put(key, null);
        return old;
    }

    /** One after the other, as they were written: then the index knows of each what is there before. */
    private void restore(Collection<KeyValue<byte[], byte[]>> batch) {
        writing(current -> {
            batch.forEach(entry -> SplitValue.check(entry.value));
            batch.forEach(entry -> {
                Bytes key = Bytes.wrap(entry.key);
                current.records.put(key, entry.value);
                current.index.changed(key, entry.value);
            });
        });
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(@Nullable Bytes from, @Nullable Bytes to) {
        return iterator(from, to, true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseRange(@Nullable Bytes from, @Nullable Bytes to) {
        return iterator(from, to, false);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        return iterator(null, null, true);
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> reverseAll() {
        return iterator(null, null, false);
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<Bytes, byte[]> prefixScan(P prefix, S serializer) {
        byte[] bytes = serializer.serialize(null, prefix);
        return reading(current -> new CurrentValues(current.records.entriesStartingWith(bytes), this::get));
    }

    private KeyValueIterator<Bytes, byte[]> iterator(@Nullable Bytes from, @Nullable Bytes to, boolean forward) {
        return reading(current -> new CurrentValues(current.records.entries(from, to, forward), this::get));
    }

    /** An estimate: on disk, a record with a payload counts for two, and one that is deleted may count for less than none. */
    @Override
    public long approximateNumEntries() {
        return reading(current -> current.records.approximateNumEntries());
    }

    @Override
    public <R> QueryResult<R> query(Query<R> query, PositionBound bound, QueryConfig config) {
        Opened current = opened;
        if (current == null) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, "Store " + name() + " is closed");
        }
        // The processor has nothing else to do than to wait; whoever else asks has somebody waiting in turn.
        if (!StoreQueries.isOfProcessor(query) && !current.isWhole()) {
            return QueryResult.forFailure(FailureReason.NOT_PRESENT, "The index of " + name() + " is still being made");
        }
        try {
            current.await();
        } catch (ProcessorStateException e) {
            return QueryResult.forFailure(FailureReason.STORE_EXCEPTION, e.getMessage() + ": " + e.getCause());
        }
        lock.readLock().lock();
        try {
            if (opened != current) {
                return QueryResult.forFailure(FailureReason.NOT_PRESENT, "Store " + name() + " was closed");
            }
            QueryResult<R> result = current.queries.answer(query, bound);
            if (config.isCollectExecutionInfo()) {
                result.addExecutionInfo("Handled in " + getClass());
            }
            return result;
        } finally {
            lock.readLock().unlock();
        }
    }

    private <T> T reading(Function<Opened, T> work) {
        Opened current = opened();
        lock.readLock().lock();
        try {
            requireStill(current);
            return work.apply(current);
        } finally {
            lock.readLock().unlock();
        }
    }

    private void writing(Consumer<Opened> work) {
        Opened current = opened();
        lock.writeLock().lock();
        try {
            requireStill(current);
            work.accept(current);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** This opening, with its index made. */
    private Opened opened() {
        Opened current = opened;
        if (current == null) {
            throw closed();
        }
        current.await();
        return current;
    }

    private void requireStill(Opened expected) {
        if (opened != expected) {
            throw closed();
        }
    }

    private InvalidStateStoreException closed() {
        return new InvalidStateStoreException("Store " + name() + " is currently closed");
    }
}
