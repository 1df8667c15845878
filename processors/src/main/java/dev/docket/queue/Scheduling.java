package dev.docket.queue;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.FailureReason;
import java.time.Instant;
import java.util.Objects;

/** Gives free slots to whoever is first in order. Runs after every input. */
final class Scheduling {

    private static final int FIRST_ATTEMPT = 1;

    private Scheduling() {}

    static void fill(Turn turn) {
        Rules.Work work = turn.rules().work();
        PartitionIndex index = turn.ledger().index();
        int commands = 0;
        long bytes = 0;
        for (Line line = index.firstRunnable(); line != null; line = index.firstRunnable()) {
            Waiter first = Objects.requireNonNull(line.first());
            bytes += first.payloadBytes();
            if (commands == work.maxCommands() || (commands > 0 && bytes > work.maxCommandBytes())) {
                turn.effects().wantTick();
                return;
            }
            Stored stored = turn.ledger().stored(first);
            if (stored == null) {
                fail(first, turn);
            } else {
                schedule(stored.pending(), stored.payload(), turn);
            }
            commands++;
        }
    }

    /** What cannot be read now never can be: it ends where it stands, and the line goes on behind it. */
    private static void fail(Waiter waiter, Turn turn) {
        turn.end(
                waiter,
                new ExecutionFailed(
                        waiter.queue(),
                        waiter.id(),
                        waiter.incarnation(),
                        FIRST_ATTEMPT,
                        FailureReason.STATE_UNREADABLE,
                        "what was kept of the request cannot be read any more; send it again under a new id",
                        true,
                        null,
                        null));
    }

    private static void schedule(Pending pending, Payload payload, Turn turn) {
        Rules.Leases leases = turn.rules().leases();
        long notAfter = turn.now() + leases.launchTimeout().toMillis();
        int attempt = FIRST_ATTEMPT;
        long waited = Math.max(0, turn.now() - pending.acceptedAt());
        Forecast forecast = pending.forecast();
        Correction correction = forecast.isKnown()
                ? turn.line(pending.queue())
                        .corrections()
                        .at(pending.priority(), turn.now())
                        .after(waited / 1000.0, forecast)
                : Correction.NONE;
        turn.ledger()
                .put(Active.of(
                        pending,
                        correction,
                        new Active.Lease(
                                attempt,
                                payload.spec().timeoutSeconds(),
                                turn.now(),
                                0,
                                notAfter + leases.startGrace().toMillis(),
                                null)));
        turn.command(
                new CreatePodCommand(
                        pending.queue(),
                        pending.id(),
                        pending.incarnation(),
                        attempt,
                        pending.userId(),
                        pending.priority(),
                        Instant.ofEpochMilli(notAfter),
                        payload.spec(),
                        payload.metadata()),
                payload.traceparent());
        turn.decided(new ExecutionScheduled(
                pending.queue(),
                pending.id(),
                pending.incarnation(),
                attempt,
                pending.priority(),
                waited,
                forecast.isKnown() ? Boolean.valueOf(forecast.covers(waited / 1000.0)) : null,
                turn.context(pending.queue(), pending.userId())));
    }
}
