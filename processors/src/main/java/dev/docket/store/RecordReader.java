package dev.docket.store;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.jspecify.annotations.Nullable;

/**
 * Reads records for the processor that takes one after the other, in the order of their {@linkplain DerivedIndex#place places}:
 * those that come next may be read from the disk together.
 *
 * <p>Threading: as {@link IndexAccess}.
 */
@FunctionalInterface
public interface RecordReader {

    /**
     * The value under a key, as a {@link SplitValue}; null if there is none.
     *
     * @param last the last place of those that are most likely wanted next. What was deleted between the two costs time, too
     */
    byte @Nullable [] get(Bytes key, Bytes last);

    /**
     * The reader of a store that {@code context.getStateStore} returned; see {@link IndexAccess#to} for when to ask.
     *
     * @throws ProcessorStateException if the store is closed, or has none
     */
    static RecordReader of(StateStore store) {
        QueryResult<RecordReader> result = store.query(new Access(), PositionBound.unbounded(), new QueryConfig(false));
        if (result.isFailure()) {
            throw new ProcessorStateException(
                    "No reader from store " + store.name() + ": " + result.getFailureMessage());
        }
        return result.getResult();
    }

    /** The question for it. */
    final class Access implements Query<RecordReader> {
        private Access() {}

        @Override
        public String toString() {
            return "RecordReader.Access";
        }
    }
}
