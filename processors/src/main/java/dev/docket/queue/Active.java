package dev.docket.queue;

import dev.docket.event.AttemptId;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import org.jspecify.annotations.Nullable;

/**
 * An execution that holds a slot.
 *
 * @param queue its queue
 * @param id the client's id
 * @param userId whose it is
 * @param priority the priority it waited with
 * @param incarnation which request record made it
 * @param digest what it asks for
 * @param acceptedAt when it was accepted, in epoch milliseconds
 * @param correction by how much its priority's forecasts are corrected since it started
 * @param lease what is known of its attempt and until when it may hold the slot
 */
public record Active(
        String queue,
        String id,
        String userId,
        Priority priority,
        Incarnation incarnation,
        ContentDigest digest,
        long acceptedAt,
        Correction correction,
        Lease lease)
        implements Entry, Live {

    /**
     * The hold on a slot.
     *
     * @param attempt 1 for the first launch
     * @param timeoutSeconds how long its container may run
     * @param scheduledAt when it got the slot, in epoch milliseconds
     * @param startedAt when its start was reported, in epoch milliseconds; 0 before
     * @param dueAt when the slot is taken back, in epoch milliseconds
     * @param cancelReason the words of whoever cancelled it, perhaps empty; absent if nobody did
     */
    public record Lease(
            int attempt,
            int timeoutSeconds,
            long scheduledAt,
            long startedAt,
            long dueAt,
            @Nullable String cancelReason) {

        boolean started() {
            return startedAt > 0;
        }

        boolean cancelRequested() {
            return cancelReason != null;
        }

        Lease startedAt(long time, Rules.Leases leases) {
            return new Lease(attempt, timeoutSeconds, scheduledAt, time, endOfRun(time, leases), cancelReason);
        }

        /** Whether it is the lease of a run as it was at the start: it was not extended since. */
        boolean isOfRun(Rules.Leases leases) {
            return started() && dueAt <= endOfRun(startedAt, leases);
        }

        private long endOfRun(long start, Rules.Leases leases) {
            return start + timeoutSeconds * 1000L + leases.endGrace().toMillis();
        }

        Lease extendedTo(long newDueAt) {
            return new Lease(attempt, timeoutSeconds, scheduledAt, startedAt, newDueAt, cancelReason);
        }

        Lease cancelledBy(String reason) {
            return new Lease(attempt, timeoutSeconds, scheduledAt, startedAt, dueAt, reason);
        }
    }

    @Override
    public Key key() {
        return Live.super.key();
    }

    static Active of(Pending pending, Correction correction, Lease lease) {
        return new Active(
                pending.queue(),
                pending.id(),
                pending.userId(),
                pending.priority(),
                pending.incarnation(),
                pending.digest(),
                pending.acceptedAt(),
                correction,
                lease);
    }

    Active with(Lease changed) {
        return new Active(queue, id, userId, priority, incarnation, digest, acceptedAt, correction, changed);
    }

    @Override
    public long dueAt() {
        return lease.dueAt();
    }

    /** The attempt that holds the slot; only reports about exactly this one act. */
    public AttemptId attemptId() {
        return new AttemptId(queue, id, incarnation, lease.attempt());
    }
}
