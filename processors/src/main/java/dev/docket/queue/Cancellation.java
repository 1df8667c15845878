package dev.docket.queue;

import dev.docket.event.CancelEffect;
import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.CancelRequested;
import dev.docket.event.DeletePodReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.Incarnation;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Stops an execution wherever it stands: out of the line; or its Pod is deleted and the slot stays held until the
 * launcher says how that ended; or, if its request has not come yet, as soon as it comes.
 */
final class Cancellation {

    private static final int MAX_REASON_LENGTH = 256;

    private Cancellation() {}

    static void cancel(CancelRequested cancel, Turn turn) {
        String queue = Checks.queueOf(cancel);
        String id = Objects.requireNonNull(cancel.executionId());
        String reason = cancel.reason() == null ? "" : Text.clipped(cancel.reason(), MAX_REASON_LENGTH);
        Line line = turn.line(queue);
        Live live = line.live(id);
        if (live instanceof Waiter waiter) {
            turn.end(
                    waiter,
                    new ExecutionCancelled(
                            queue, id, waiter.incarnation(), 1, CancelReason.WHILE_PENDING, reason, null, null));
        } else if (live instanceof Active active) {
            stop(active, reason, turn);
        } else if (line.isFinished(id)) {
            Finished finished = Objects.requireNonNull(turn.ledger().finished(queue, id), id);
            noted(queue, id, finished.incarnation(), CancelEffect.ALREADY_FINISHED, null, turn);
        } else {
            remember(queue, id, reason, line, turn);
        }
    }

    private static void stop(Active active, String reason, Turn turn) {
        CancelEffect effect = CancelEffect.ALREADY_STOPPING;
        if (!active.lease().cancelRequested()) {
            effect = CancelEffect.STOPPING;
            turn.ledger().put(active.with(active.lease().cancelledBy(reason)));
            turn.deletePod(active, DeletePodReason.CANCELLED);
        }
        noted(active.queue(), active.id(), active.incarnation(), effect, active.userId(), turn);
    }

    private static void remember(String queue, String id, String reason, Line line, Turn turn) {
        CancelEffect effect = CancelEffect.NOT_REMEMBERED;
        if (line.earlyCancel(id) != null) {
            effect = CancelEffect.REMEMBERED;
        } else if (line.earlyCancels() < turn.rules().memory().maxEarlyCancels()) {
            effect = CancelEffect.REMEMBERED;
            long forgetAt =
                    turn.now() + turn.rules().memory().earlyCancelRetention().toMillis();
            turn.ledger().put(new EarlyCancel(queue, id, reason, forgetAt));
        }
        noted(queue, id, null, effect, null, turn);
    }

    private static void noted(
            String queue,
            String id,
            @Nullable Incarnation incarnation,
            CancelEffect effect,
            @Nullable String userId,
            Turn turn) {
        turn.decided(new CancelNoted(queue, id, incarnation, effect, turn.context(queue, userId)));
    }
}
