package dev.docket.query;

import dev.docket.config.HostPort;
import dev.docket.event.ExecutionState;
import dev.docket.processor.Nodes;
import dev.docket.processor.StateIndex;
import dev.docket.queue.Active;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Line;
import dev.docket.queue.Live;
import dev.docket.queue.Pending;
import dev.docket.queue.StateFormat;
import dev.docket.store.IndexQuery;
import dev.docket.store.SplitValue;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.KeyQuery;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the store of this instance, or says which instance owns the queue. An answer may run one commit ahead of
 * what can be read from the topics.
 */
public final class StoreStatusSource implements StatusSource {

    private static final StatusAnswer MOVING =
            new StatusAnswer.Unavailable("The queue is moving to another instance, or is being restored.");

    private final KafkaStreams streams;
    private final HostPort self;

    /**
     * A source over these streams.
     *
     * @param streams the running coordinator
     * @param self what this instance is called in {@code application.server}
     */
    public StoreStatusSource(KafkaStreams streams, HostPort self) {
        this.streams = streams;
        this.self = self;
    }

    @Override
    public StatusAnswer status(String queue, String executionId) {
        try {
            KeyQueryMetadata owner = streams.queryMetadataForKey(Nodes.STORE, queue, new StringSerializer());
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return MOVING;
            }
            HostPort active =
                    new HostPort(owner.activeHost().host(), owner.activeHost().port());
            return active.equals(self)
                    ? here(queue, executionId, owner.partition())
                    : new StatusAnswer.Elsewhere(active);
        } catch (IllegalStateException | StreamsException e) {
            return MOVING;
        }
    }

    private StatusAnswer here(String queue, String executionId, int partition) {
        QueryResult<Found> result = ask(
                IndexQuery.of(StateIndex.class, index -> find(index.partition().line(queue), executionId)), partition);
        if (result == null || !result.isSuccess()) {
            return MOVING;
        }
        Found found = result.getResult();
        if (found.status().isPresent()) {
            return new StatusAnswer.Known(found.status().get());
        }
        return found.finished() ? finished(queue, executionId, partition) : new StatusAnswer.Unknown();
    }

    private StatusAnswer finished(String queue, String executionId, int partition) {
        Entry.Key key = new Entry.Key(Entry.Kind.EXECUTION, queue, executionId);
        QueryResult<byte[]> result =
                ask(KeyQuery.<Bytes, byte[]>withKey(Bytes.wrap(StateFormat.writeKey(key))), partition);
        if (result == null || !result.isSuccess()) {
            return MOVING;
        }
        byte[] value = result.getResult();
        return value != null && StateFormat.read(key, SplitValue.header(value)) instanceof Finished finished
                ? new StatusAnswer.Known(statusOf(finished))
                : new StatusAnswer.Unknown();
    }

    private <R> @Nullable QueryResult<R> ask(Query<R> query, int partition) {
        return streams.query(StateQueryRequest.inStore(Nodes.STORE)
                        .withQuery(query)
                        .withPartitions(Set.of(partition))
                        .requireActive())
                .getPartitionResults()
                .get(partition);
    }

    /** What the index tells: the status of a live execution, or that the store has to be asked for a finished one. */
    private record Found(Optional<ExecutionStatus> status, boolean finished) {}

    private static Found find(Line line, String executionId) {
        Live live = line.live(executionId);
        return new Found(Optional.ofNullable(live).map(entry -> statusOf(entry, line)), line.isFinished(executionId));
    }

    private static ExecutionStatus statusOf(Live live, Line line) {
        ExecutionStatus.Place place = null;
        Integer attempt = null;
        boolean cancelRequested = false;
        long since = live.acceptedAt();
        ExecutionState state = ExecutionState.PENDING;
        if (live instanceof Pending pending) {
            place = new ExecutionStatus.Place(line.position(pending), line.pending());
        } else if (live instanceof Active active) {
            state = ExecutionState.ACTIVE;
            attempt = active.lease().attempt();
            cancelRequested = active.lease().cancelReason() != null;
            since = active.lease().scheduledAt();
        }
        return new ExecutionStatus(
                live.queue(),
                live.id(),
                live.incarnation(),
                state,
                live.userId(),
                live.priority(),
                place,
                attempt,
                cancelRequested,
                null,
                Instant.ofEpochMilli(since),
                null);
    }

    private static ExecutionStatus statusOf(Finished finished) {
        return new ExecutionStatus(
                finished.queue(),
                finished.id(),
                finished.incarnation(),
                ExecutionState.FINISHED,
                null,
                null,
                null,
                null,
                false,
                finished.outcome(),
                Instant.ofEpochMilli(finished.finishedAt()),
                null);
    }
}
