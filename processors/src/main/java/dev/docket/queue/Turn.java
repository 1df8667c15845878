package dev.docket.queue;

import dev.docket.event.Cause;
import dev.docket.event.Command;
import dev.docket.event.DecisionContext;
import dev.docket.event.DecisionEvent;
import dev.docket.event.DeletePodCommand;
import dev.docket.event.DeletePodReason;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.TerminalEvent;
import org.jspecify.annotations.Nullable;

/** The handling of one input: what its parts share. */
record Turn(Ledger ledger, Rules rules, Arrival arrival, Effects effects) {

    /** The clock of every decision of this turn, in epoch milliseconds. */
    long now() {
        return arrival.time();
    }

    Cause cause() {
        return arrival.cause();
    }

    Line line(String queue) {
        return ledger.index().line(queue);
    }

    /** Counts and cause, as they are at this moment: ask after the write that the decision made. */
    DecisionContext context(String queue, @Nullable String userId) {
        Line line = line(queue);
        return new DecisionContext(userId, line.pending(), line.active(), cause());
    }

    void decided(DecisionEvent decision) {
        effects.decided(decision);
    }

    void command(Command command, @Nullable String traceparent) {
        effects.command(command, traceparent);
    }

    void deletePod(Active active, DeletePodReason reason) {
        command(
                new DeletePodCommand(
                        active.queue(),
                        active.id(),
                        active.incarnation(),
                        active.lease().attempt(),
                        reason),
                null);
    }

    /** Gives a pending or active execution its outcome: what it held is free after this. */
    void finish(Live live, Outcome outcome) {
        long forgetAt = forgetAt();
        Finished.Held held = live instanceof Active active
                ? new Finished.Held(active.priority(), active.lease().scheduledAt(), active.correction())
                : null;
        ledger.put(new Finished(
                live.queue(), live.id(), live.incarnation(), digest(live), outcome, now(), forgetAt, held));
    }

    /** What it asks for, which of those who wait only their entries tell. */
    ContentDigest digest(Live live) {
        return live instanceof Waiter waiter ? ledger.digest(waiter) : ((Active) live).digest();
    }

    /** The marker of an execution that never waited. */
    Finished finished(String queue, String id, Incarnation incarnation, ContentDigest digest, Outcome outcome) {
        return new Finished(queue, id, incarnation, digest, outcome, now(), forgetAt(), null);
    }

    private long forgetAt() {
        return now() + rules.memory().finishedRetention().toMillis();
    }

    /** Gives an execution its outcome and tells it. */
    void end(Live live, TerminalEvent event) {
        finish(live, event.outcome());
        decided(event.confirmed(context(live.queue(), live.userId())));
    }
}
