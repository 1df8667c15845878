package dev.docket.query;

import dev.docket.event.ExecutionState;
import dev.docket.queue.Active;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Line;
import dev.docket.queue.Live;
import dev.docket.queue.Outlook;
import dev.docket.queue.StateFormat;
import dev.docket.queue.Waiter;
import dev.docket.store.SplitValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What a copy tells of executions. */
public final class ExecutionAnswers {

    private ExecutionAnswers() {}

    /** Where an execution stands; nothing if the queue knows none of this id, or has forgotten it. */
    public static Optional<Supplier<ExecutionStatus>> status(Copy copy, String queue, String executionId) {
        return new Asked(copy, queue).status(executionId);
    }

    /** Where several executions of a queue stand; nothing if a standby knows none of them, for it may only be behind. */
    public static Optional<Supplier<Lookup>> lookup(Copy copy, String queue, List<String> executionIds) {
        Asked asked = new Asked(copy, queue);
        List<Supplier<ExecutionStatus>> known =
                executionIds.stream().flatMap(id -> asked.status(id).stream()).toList();
        return known.isEmpty() && !copy.isOriginal()
                ? Optional.empty()
                : Optional.of(() -> new Lookup(known.stream().map(Supplier::get).toList()));
    }

    /**
     * A queue that is asked for its executions: what they have in common is looked up once. It holds the copy, so that no answer
     * may refer to it.
     */
    private static final class Asked {

        private final Copy copy;
        private final String queue;
        private final Line line;
        private final @Nullable Staleness staleness;
        private @Nullable Outlook outlook;

        Asked(Copy copy, String queue) {
            this.copy = copy;
            this.queue = queue;
            line = copy.index().line(queue);
            staleness = copy.staleness();
        }

        Optional<Supplier<ExecutionStatus>> status(String executionId) {
            Live live = line.live(executionId);
            if (live instanceof Waiter waiter) {
                return Optional.of(pending(waiter));
            }
            Staleness stale = staleness;
            if (live instanceof Active active) {
                return Optional.of(() -> active(active, stale));
            }
            return line.isFinished(executionId) ? finished(executionId) : Optional.empty();
        }

        private Supplier<ExecutionStatus> pending(Waiter waiter) {
            Outlook shared = outlook == null ? line.outlook(copy.now()) : outlook;
            outlook = shared;
            ExecutionStatus.Place place = new ExecutionStatus.Place(line.position(waiter), line.pending());
            Staleness stale = staleness;
            return () -> ExecutionAnswers.pending(waiter, place, shared, stale);
        }

        private Optional<Supplier<ExecutionStatus>> finished(String executionId) {
            Entry.Key key = new Entry.Key(Entry.Kind.EXECUTION, queue, executionId);
            byte @Nullable [] value = copy.records().get(Bytes.wrap(StateFormat.writeKey(key)));
            Staleness stale = staleness;
            return value != null && StateFormat.read(key, SplitValue.header(value)) instanceof Finished finished
                    ? Optional.of(() -> ExecutionAnswers.finished(finished, stale))
                    : Optional.empty();
        }
    }

    private static ExecutionStatus pending(
            Waiter waiter, ExecutionStatus.Place place, Outlook outlook, @Nullable Staleness staleness) {
        return new ExecutionStatus(
                waiter.queue(),
                waiter.id(),
                waiter.incarnation(),
                ExecutionState.PENDING,
                waiter.userId(),
                waiter.priority(),
                Instant.ofEpochMilli(waiter.acceptedAt()),
                Instant.ofEpochMilli(waiter.acceptedAt()),
                place,
                EstimatedWait.of(outlook.estimate(waiter.priority(), place.position())),
                outlook.reasons(waiter.priority(), place.position()),
                null,
                false,
                null,
                staleness);
    }

    private static ExecutionStatus active(Active active, @Nullable Staleness staleness) {
        Active.Lease lease = active.lease();
        return new ExecutionStatus(
                active.queue(),
                active.id(),
                active.incarnation(),
                ExecutionState.ACTIVE,
                active.userId(),
                active.priority(),
                Instant.ofEpochMilli(active.acceptedAt()),
                Instant.ofEpochMilli(lease.scheduledAt()),
                null,
                null,
                null,
                new ExecutionStatus.Lease(
                        lease.attempt(),
                        Instant.ofEpochMilli(lease.scheduledAt()),
                        lease.startedAt() == 0 ? null : Instant.ofEpochMilli(lease.startedAt()),
                        Instant.ofEpochMilli(lease.dueAt())),
                lease.cancelReason() != null,
                null,
                staleness);
    }

    private static ExecutionStatus finished(Finished finished, @Nullable Staleness staleness) {
        return new ExecutionStatus(
                finished.queue(),
                finished.id(),
                finished.incarnation(),
                ExecutionState.FINISHED,
                null,
                null,
                null,
                Instant.ofEpochMilli(finished.finishedAt()),
                null,
                null,
                null,
                null,
                false,
                finished.outcome(),
                staleness);
    }
}
