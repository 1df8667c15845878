package dev.docket.query;

import dev.docket.event.ExecutionState;
import dev.docket.queue.Active;
import dev.docket.queue.Entry;
import dev.docket.queue.Finished;
import dev.docket.queue.Line;
import dev.docket.queue.Live;
import dev.docket.queue.Pending;
import dev.docket.queue.StateFormat;
import dev.docket.queue.WhyPending;
import dev.docket.store.SplitValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** What a copy tells of executions. */
public final class ExecutionAnswers {

    private ExecutionAnswers() {}

    /** Where an execution stands; nothing if the queue knows none of this id, or has forgotten it. */
    public static Optional<ExecutionStatus> status(Copy copy, String queue, String executionId) {
        Line line = copy.index().line(queue);
        Live live = line.live(executionId);
        if (live instanceof Pending pending) {
            return Optional.of(pending(pending, line, copy));
        }
        if (live instanceof Active active) {
            return Optional.of(active(active, copy));
        }
        return line.isFinished(executionId) ? finished(copy, queue, executionId) : Optional.empty();
    }

    /** Where several executions of a queue stand; nothing if a standby knows none of them, for it may only be behind. */
    public static Optional<Lookup> lookup(Copy copy, String queue, List<String> executionIds) {
        List<ExecutionStatus> known = executionIds.stream()
                .flatMap(id -> status(copy, queue, id).stream())
                .toList();
        return known.isEmpty() && !copy.isOriginal() ? Optional.empty() : Optional.of(new Lookup(known));
    }

    private static ExecutionStatus pending(Pending pending, Line line, Copy copy) {
        return new ExecutionStatus(
                pending.queue(),
                pending.id(),
                pending.incarnation(),
                ExecutionState.PENDING,
                pending.userId(),
                pending.priority(),
                Instant.ofEpochMilli(pending.acceptedAt()),
                Instant.ofEpochMilli(pending.acceptedAt()),
                new ExecutionStatus.Place(line.position(pending), line.pending()),
                EstimatedWait.of(line.estimate(pending, copy.now())),
                WhyPending.of(line, pending, copy.now()),
                null,
                false,
                null,
                copy.staleness());
    }

    private static ExecutionStatus active(Active active, Copy copy) {
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
                copy.staleness());
    }

    private static Optional<ExecutionStatus> finished(Copy copy, String queue, String executionId) {
        Entry.Key key = new Entry.Key(Entry.Kind.EXECUTION, queue, executionId);
        byte @Nullable [] value = copy.records().get(Bytes.wrap(StateFormat.writeKey(key)));
        return value != null && StateFormat.read(key, SplitValue.header(value)) instanceof Finished finished
                ? Optional.of(finished(finished, copy))
                : Optional.empty();
    }

    private static ExecutionStatus finished(Finished finished, Copy copy) {
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
                copy.staleness());
    }
}
