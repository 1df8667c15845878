package dev.docket.store;

import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.RangeQuery;
import org.apache.kafka.streams.query.ResultOrder;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Answers the queries of an indexed store, under its read lock. Kafka's key and range queries are answered here as well:
 * the inner store would take them for its own keys.
 */
final class StoreQueries {

    private final KeyValueStore<Bytes, byte[]> store;
    private final DerivedIndex index;
    private final RecordReader reader;
    private final int partition;

    StoreQueries(KeyValueStore<Bytes, byte[]> store, DerivedIndex index, RecordReader reader, int partition) {
        this.store = store;
        this.index = index;
        this.reader = reader;
        this.partition = partition;
    }

    /** Whether the task's own processor asks, on the thread that writes. */
    static boolean isOfProcessor(Query<?> query) {
        return query instanceof IndexAccess<?> || query instanceof RecordReader.Access;
    }

    <R> QueryResult<R> answer(Query<R> query, PositionBound bound) {
        Position position = store.getPosition().copy();
        QueryResult<R> result =
                isReached(bound, position) ? answer(query) : QueryResult.notUpToBound(position, bound, partition);
        result.setPosition(position);
        return result;
    }

    @SuppressWarnings("unchecked") // a key query over bytes is a Query<byte[]>, a range query one for their iterator
    private <R> QueryResult<R> answer(Query<R> query) {
        if (query instanceof IndexQuery<?, R> question && question.fits(index)) {
            return QueryResult.forResult(question.answer(index, store::get));
        }
        if (query instanceof IndexAccess<R> access && access.fits(index)) {
            return QueryResult.forResult(access.answer(index));
        }
        if (query instanceof RecordReader.Access) {
            return (QueryResult<R>) QueryResult.forResult(reader);
        }
        if (query instanceof KeyQuery<?, R> keyQuery && keyQuery.getKey() instanceof Bytes key) {
            return (QueryResult<R>) QueryResult.forResult(store.get(key));
        }
        if (query instanceof RangeQuery<?, ?>) {
            return (QueryResult<R>) QueryResult.forResult(range((RangeQuery<Bytes, byte[]>) query));
        }
        return QueryResult.forUnknownQueryType(query, store);
    }

    private KeyValueIterator<Bytes, byte[]> range(RangeQuery<Bytes, byte[]> query) {
        Bytes from = query.getLowerBound().orElse(null);
        Bytes to = query.getUpperBound().orElse(null);
        return query.resultOrder() == ResultOrder.DESCENDING ? store.reverseRange(from, to) : store.range(from, to);
    }

    private boolean isReached(PositionBound bound, Position position) {
        for (String topic : bound.position().getTopics()) {
            Long wanted = bound.position().getPartitionPositions(topic).get(partition);
            Map<Integer, Long> seen = position.getPartitionPositions(topic);
            if (wanted != null && seen.getOrDefault(partition, -1L) < wanted) {
                return false;
            }
        }
        return true;
    }
}
