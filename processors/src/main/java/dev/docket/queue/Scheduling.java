package dev.docket.queue;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionScheduled;
import java.time.Instant;
import java.util.Objects;

/** Gives free slots to whoever is first in order. Runs after every input. */
final class Scheduling {

    private Scheduling() {}

    static void fill(Turn turn) {
        Rules.Work work = turn.rules().work();
        PartitionIndex index = turn.ledger().index();
        int commands = 0;
        long bytes = 0;
        for (Line line = index.firstRunnable(); line != null; line = index.firstRunnable()) {
            Pending first = Objects.requireNonNull(line.first());
            bytes += first.payloadBytes();
            if (commands == work.maxCommands() || (commands > 0 && bytes > work.maxCommandBytes())) {
                turn.effects().wantTick();
                return;
            }
            schedule(first, turn);
            commands++;
        }
    }

    private static void schedule(Pending pending, Turn turn) {
        Payload payload = turn.ledger().payload(pending);
        Rules.Leases leases = turn.rules().leases();
        long notAfter = turn.now() + leases.launchTimeout().toMillis();
        int attempt = 1;
        turn.ledger()
                .put(Active.of(
                        pending,
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
                Math.max(0, turn.now() - pending.acceptedAt()),
                turn.context(pending.queue(), pending.userId())));
    }
}
