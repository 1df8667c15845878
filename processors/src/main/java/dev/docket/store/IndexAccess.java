package dev.docket.store;

import java.util.Objects;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;

/**
 * Asks a store for its index itself: for the processor, which alone writes to the store and therefore needs no lock to
 * read. Kafka Streams shows a processor its store behind decorators that let nothing of ours through but queries.
 *
 * <p>Threading: the index may be used on the stream thread of the store's active task, between that thread's own writes,
 * and until the processor is closed. Everyone else uses {@link IndexQuery}.
 *
 * @param <I> the type of the index
 */
public final class IndexAccess<I> implements Query<I> {

    private final Class<I> type;

    private IndexAccess(Class<I> type) {
        this.type = Objects.requireNonNull(type, "type");
    }

    /**
     * The index of a store that {@code context.getStateStore} returned. It waits if the index is still being made, so a
     * processor should ask when the first record comes and not in its {@code init}.
     *
     * @throws ProcessorStateException if the store is closed, keeps no such index, or could not make it
     */
    public static <I> I to(StateStore store, Class<I> type) {
        QueryResult<I> result = store.query(new IndexAccess<>(type), PositionBound.unbounded(), new QueryConfig(false));
        if (result.isFailure()) {
            throw new ProcessorStateException(
                    "No index from store " + store.name() + ": " + result.getFailureMessage());
        }
        return result.getResult();
    }

    boolean fits(DerivedIndex index) {
        return type.isInstance(index);
    }

    I answer(DerivedIndex index) {
        return type.cast(index);
    }

    @Override
    public String toString() {
        return "IndexAccess[" + type.getSimpleName() + "]";
    }
}
