package dev.docket.query;

import dev.docket.processor.Nodes;
import dev.docket.processor.StateIndex;
import dev.docket.query.Copy.Behind;
import dev.docket.store.IndexQuery;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.query.FailureReason;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.query.StateQueryRequest;
import org.jspecify.annotations.Nullable;

/**
 * The copies of partitions that this instance has, to be asked from any thread. A copy that is moving, being restored or
 * being indexed is, for the moment, none.
 */
public final class LocalCopies {

    private final KafkaStreams streams;
    private final IntFunction<@Nullable Long> lag;
    private final InstantSource clock;

    /**
     * The copies of a running coordinator.
     *
     * @param lag how many records of the changelog the standby of a partition may be behind; null where that is not known
     */
    public LocalCopies(KafkaStreams streams, IntFunction<@Nullable Long> lag, InstantSource clock) {
        this.streams = streams;
        this.lag = lag;
        this.clock = clock;
    }

    /**
     * Which partitions an instance has.
     *
     * @param active those that it decides for
     * @param standby those that it follows
     * @param indexing how many of the active ones cannot be read yet
     */
    public record Census(List<Integer> active, List<Integer> standby, int indexing) {
        public static final Census NONE = new Census(List.of(), List.of(), 0);
    }

    /** Which partitions this instance has at the moment. */
    public Census census() {
        List<Integer> active = partitions(ThreadMetadata::activeTasks);
        return new Census(active, partitions(ThreadMetadata::standbyTasks), (int)
                active.stream().filter(this::isComing).count());
    }

    private List<Integer> partitions(Function<ThreadMetadata, Collection<TaskMetadata>> tasks) {
        try {
            return streams.metadataForLocalThreads().stream()
                    .flatMap(thread -> tasks.apply(thread).stream())
                    .map(task -> task.taskId().partition())
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IllegalStateException e) {
            return List.of();
        }
    }

    private boolean isComing(int partition) {
        QueryResult<Boolean> result = query(partition, true, null, copy -> true);
        return result != null && result.isFailure() && result.getFailureReason() == FailureReason.NOT_PRESENT;
    }

    /** The answer of the original, if this instance has it: it may run one commit ahead of the topics. */
    <R> Optional<R> active(int partition, Function<Copy, R> question) {
        return ask(partition, true, null, question);
    }

    /** The answer of a standby, if this instance has one. */
    <R> Optional<R> standby(int partition, Function<Copy, R> question) {
        return ask(partition, false, new Behind(lag.apply(partition)), question);
    }

    private <R> Optional<R> ask(int partition, boolean active, @Nullable Behind behind, Function<Copy, R> question) {
        QueryResult<R> result = query(partition, active, behind, question);
        return result == null || result.isFailure() ? Optional.empty() : Optional.of(result.getResult());
    }

    private <R> @Nullable QueryResult<R> query(
            int partition, boolean active, @Nullable Behind behind, Function<Copy, R> question) {
        long now = clock.millis();
        StateQueryRequest<R> request = StateQueryRequest.inStore(Nodes.STORE)
                .withQuery(IndexQuery.<StateIndex, R>withRecords(
                        StateIndex.class,
                        (index, records) ->
                                question.apply(new Copy(partition, index.partition(), records, now, behind))))
                .withPartitions(Set.of(partition));
        try {
            return streams.query(active ? request.requireActive() : request)
                    .getPartitionResults()
                    .get(partition);
        } catch (IllegalStateException | StreamsException e) {
            // Not started, stopping, or the store was closed between being found and being asked.
            return null;
        }
    }
}
