package dev.docket.queue;

import dev.docket.event.CancelReason;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.Outcome;
import dev.docket.event.TerminalEvent;
import dev.docket.event.TimeoutReason;

/**
 * Ends what is due. This runs when a tick is read, behind every report that stood in the topic before it, so that an
 * outage of the coordinator ends nothing whose end is only waiting to be read.
 */
final class Deadlines {

    private Deadlines() {}

    static void tick(Turn turn) {
        PartitionIndex index = turn.ledger().index();
        for (int handled = 0; ; handled++) {
            Due due = index.firstDue(turn.now());
            if (due == null) {
                return;
            }
            if (handled == turn.rules().work().maxDue()) {
                turn.effects().wantTick();
                return;
            }
            handle(due, turn);
        }
    }

    /** Makes room: expires what has waited for too long, in whichever queue of the partition, the longest due first. */
    static void expirePending(Turn turn) {
        PartitionIndex index = turn.ledger().index();
        Due due = index.firstPendingDue(turn.now());
        for (int handled = 0; due != null && handled < turn.rules().work().maxDue(); handled++) {
            handle(due, turn);
            due = index.firstPendingDue(turn.now());
        }
    }

    private static void handle(Due due, Turn turn) {
        if (due instanceof Waiter waiter) {
            expire(waiter, turn);
        } else if (due instanceof Active active
                && active.lease().isOfRun(turn.rules().leases())) {
            ask(active, turn);
        } else if (due instanceof Active active) {
            turn.end(active, leaseEnd(active));
            turn.deletePod(active, DeletePodReason.LEASE_EXPIRED);
        } else {
            turn.ledger().delete(due.key());
        }
    }

    private static void expire(Waiter waiter, Turn turn) {
        turn.finish(waiter, Outcome.EXPIRED);
        turn.decided(new ExecutionExpired(
                waiter.queue(),
                waiter.id(),
                waiter.incarnation(),
                ExpiryReason.WAITED_TOO_LONG,
                ExpiryReason.WAITED_TOO_LONG.text(),
                turn.context(waiter.queue(), waiter.userId())));
    }

    /**
     * Asks the launcher, which alone knows what became of a run, to end the attempt and to say how it ended. One that is
     * down answers when it is back, with what the Pod has to tell; only one that is silent for as long as a launch may take
     * is not waited for.
     */
    private static void ask(Active active, Turn turn) {
        long until = turn.now() + turn.rules().leases().launchTimeout().toMillis();
        turn.ledger().put(active.with(active.lease().extendedTo(until)));
        turn.deletePod(
                active, active.lease().cancelRequested() ? DeletePodReason.CANCELLED : DeletePodReason.LEASE_EXPIRED);
    }

    private static TerminalEvent leaseEnd(Active active) {
        Active.Lease lease = active.lease();
        if (lease.started()) {
            return new ExecutionTimedOut(
                    active.queue(),
                    active.id(),
                    active.incarnation(),
                    lease.attempt(),
                    TimeoutReason.LEASE_EXPIRED,
                    "nobody told how the attempt ended within its timeout and the time to end",
                    null,
                    null);
        }
        if (lease.cancelRequested()) {
            return new ExecutionCancelled(
                    active.queue(),
                    active.id(),
                    active.incarnation(),
                    lease.attempt(),
                    CancelReason.WHILE_ACTIVE,
                    lease.cancelReason(),
                    null,
                    null);
        }
        return new ExecutionFailed(
                active.queue(),
                active.id(),
                active.incarnation(),
                lease.attempt(),
                FailureReason.LAUNCH_FAILED,
                "no container started within the launch timeout",
                true,
                null,
                null);
    }
}
