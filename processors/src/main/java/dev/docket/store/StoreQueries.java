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

    private StoreQueries() {}

    static <R> QueryResult<R> answer(
            Query<R> query,
            PositionBound bound,
            KeyValueStore<Bytes, byte[]> store,
            DerivedIndex index,
            int partition) {
        Position position = store.getPosition().copy();
        QueryResult<R> result = isReached(bound, position, partition)
                ? answer(query, store, index)
                : QueryResult.notUpToBound(position, bound, partition);
        result.setPosition(position);
        return result;
    }

    @SuppressWarnings("unchecked") // a key query over bytes is a Query<byte[]>, a range query one for their iterator
    private static <R> QueryResult<R> answer(Query<R> query, KeyValueStore<Bytes, byte[]> store, DerivedIndex index) {
        if (query instanceof IndexQuery<?, R> question && question.fits(index)) {
            return QueryResult.forResult(question.answer(index, store::get));
        }
        if (query instanceof IndexAccess<R> access && access.fits(index)) {
            return QueryResult.forResult(access.answer(index));
        }
        if (query instanceof KeyQuery<?, R> keyQuery && keyQuery.getKey() instanceof Bytes key) {
            return (QueryResult<R>) QueryResult.forResult(store.get(key));
        }
        if (query instanceof RangeQuery<?, ?>) {
            return (QueryResult<R>) QueryResult.forResult(range((RangeQuery<Bytes, byte[]>) query, store));
        }
        return QueryResult.forUnknownQueryType(query, store);
    }

    private static KeyValueIterator<Bytes, byte[]> range(
            RangeQuery<Bytes, byte[]> query, KeyValueStore<Bytes, byte[]> store) {
        Bytes from = query.getLowerBound().orElse(null);
        Bytes to = query.getUpperBound().orElse(null);
        return query.resultOrder() == ResultOrder.DESCENDING ? store.reverseRange(from, to) : store.range(from, to);
    }

    private static boolean isReached(PositionBound bound, Position position, int partition) {
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
