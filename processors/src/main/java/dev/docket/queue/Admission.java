package dev.docket.queue;

import dev.docket.event.CancelReason;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionState;
import dev.docket.event.ExpiryReason;
import dev.docket.event.Fault;
import dev.docket.event.Incarnation;
import dev.docket.event.Outcome;
import dev.docket.event.RejectionReason;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request, once: the rules in the order in which they stand. Only the last one, and a cancel that came
 * before its request, change the state.
 */
final class Admission {

    private Admission() {}

    static void admit(ExecutionRequested request, Turn turn) {
        CheckedRequest checked =
                RequestCheck.check(request, turn.arrival().bytes(), turn.rules().requests());
        if (checked instanceof CheckedRequest.Invalid invalid) {
            rejectInvalid(request, invalid.faults(), turn);
        } else if (checked instanceof CheckedRequest.Valid valid) {
            admit(valid, turn);
        }
    }

    private static void admit(CheckedRequest.Valid request, Turn turn) {
        if (isStale(turn)) {
            turn.decided(new ExecutionExpired(
                    request.queue(),
                    request.executionId(),
                    null,
                    ExpiryReason.STALE_REQUEST,
                    ExpiryReason.STALE_REQUEST.text(),
                    turn.context(request.queue(), request.userId())));
            return;
        }
        Line line = turn.line(request.queue());
        if (answerKnown(request, line, turn)) {
            return;
        }
        EarlyCancel cancel = line.earlyCancel(request.executionId());
        if (cancel != null && !isMemoryFull(line, turn)) {
            cancelAtOnce(request, cancel, turn);
            return;
        }
        // Where there is no room to remember that it was cancelled, it is refused, and the cancel goes on waiting.
        RejectionReason refusal = cancel != null ? RejectionReason.DEDUP_FULL : refusal(request, turn);
        if (refusal != null) {
            reject(request, refusal, turn);
        } else {
            accept(request, turn);
        }
    }

    /** The one question that is not about the record's own time but about how long ago that was. */
    private static boolean isStale(Turn turn) {
        long readAt = Math.max(turn.arrival().readAt(), turn.now());
        return readAt - turn.arrival().firstTime()
                > turn.rules().memory().staleTimeout().toMillis();
    }

    private static boolean answerKnown(CheckedRequest.Valid request, Line line, Turn turn) {
        String id = request.executionId();
        Due known = line.find(id);
        if (known instanceof Waiter waiter) {
            answerKnown(request, waiter, ExecutionState.PENDING, line.position(waiter), turn);
        } else if (known instanceof Active active) {
            answerKnown(request, active, ExecutionState.ACTIVE, null, turn);
        } else if (known instanceof Marker) {
            Finished finished = Objects.requireNonNull(turn.ledger().finished(request.queue(), id), id);
            if (finished.digest().equals(request.digest())) {
                repeat(request, finished.incarnation(), ExecutionState.FINISHED, null, finished.outcome(), turn);
            } else {
                reject(request, RejectionReason.ID_CONFLICT, turn);
            }
        } else {
            return false;
        }
        return true;
    }

    private static void answerKnown(
            CheckedRequest.Valid request, Live live, ExecutionState state, @Nullable Long position, Turn turn) {
        if (turn.digest(live).equals(request.digest())) {
            repeat(request, live.incarnation(), state, position, null, turn);
        } else {
            reject(request, RejectionReason.ID_CONFLICT, turn);
        }
    }

    private static void cancelAtOnce(CheckedRequest.Valid request, EarlyCancel cancel, Turn turn) {
        Incarnation incarnation = incarnation(turn);
        turn.ledger().delete(cancel.key());
        turn.ledger()
                .put(turn.finished(
                        request.queue(), request.executionId(), incarnation, request.digest(), Outcome.CANCELLED));
        turn.decided(new ExecutionCancelled(
                request.queue(),
                request.executionId(),
                incarnation,
                1,
                CancelReason.BEFORE_REQUEST,
                cancel.reason(),
                null,
                turn.context(request.queue(), request.userId())));
    }

    private static @Nullable RejectionReason refusal(CheckedRequest.Valid request, Turn turn) {
        if (isFull(request, turn)) {
            Deadlines.expirePending(turn);
            if (isFull(request, turn)) {
                return RejectionReason.QUEUE_FULL;
            }
        }
        Line line = turn.line(request.queue());
        if (isMemoryFull(line, turn)) {
            return RejectionReason.DEDUP_FULL;
        }
        return line.ofUser(request.userId()) >= line.limits().maxPerUser() ? RejectionReason.USER_LIMIT : null;
    }

    private static boolean isFull(CheckedRequest.Valid request, Turn turn) {
        Line line = turn.line(request.queue());
        return line.pending() >= line.limits().maxPending()
                || line.pendingBytes() + turn.arrival().bytes() > line.limits().maxPendingBytes();
    }

    private static boolean isMemoryFull(Line line, Turn turn) {
        return line.known() >= turn.rules().memory().maxFinished();
    }

    private static void accept(CheckedRequest.Valid request, Turn turn) {
        Incarnation incarnation = incarnation(turn);
        Line before = turn.line(request.queue());
        Estimator.Result estimate = before.arrival(request.priority(), turn.now());
        Pending pending = new Pending(
                before.queue(),
                request.executionId(),
                before.name(request.userId()),
                request.priority(),
                incarnation,
                request.digest(),
                OrderKey.of(request.priority(), incarnation.offset()),
                turn.now(),
                turn.now() + turn.rules().memory().pendingTimeout().toMillis(),
                turn.arrival().bytes(),
                estimate.forecast());
        turn.ledger()
                .put(
                        pending,
                        new Payload(
                                request.spec(),
                                request.metadata(),
                                turn.arrival().traceparent()));
        Line line = turn.line(request.queue());
        long position = line.position(Waiter.of(pending));
        Estimate told = estimate.estimate();
        turn.decided(new ExecutionAccepted(
                pending.queue(),
                pending.id(),
                incarnation,
                pending.priority(),
                position,
                line.pending(),
                told == null ? null : told.p50Seconds(),
                told == null ? null : told.p90Seconds(),
                turn.context(pending.queue(), pending.userId())));
    }

    private static Incarnation incarnation(Turn turn) {
        return new Incarnation(turn.cause().partition(), turn.cause().offset());
    }

    private static void repeat(
            CheckedRequest.Valid request,
            Incarnation incarnation,
            ExecutionState state,
            @Nullable Long position,
            @Nullable Outcome outcome,
            Turn turn) {
        turn.decided(new ExecutionRepeated(
                request.queue(),
                request.executionId(),
                incarnation,
                state,
                position,
                outcome,
                turn.context(request.queue(), request.userId())));
    }

    private static void reject(CheckedRequest.Valid request, RejectionReason reason, Turn turn) {
        turn.decided(new ExecutionRejected(
                request.queue(),
                request.executionId(),
                reason,
                reason.text(),
                List.of(),
                turn.context(request.queue(), request.userId())));
    }

    private static void rejectInvalid(ExecutionRequested request, List<Fault> faults, Turn turn) {
        String queue = request.queue() == null ? RequestCheck.DEFAULT_QUEUE : request.queue();
        String named = Text.clipped(queue, RequestCheck.MAX_ID_LENGTH);
        turn.decided(new ExecutionRejected(
                named,
                Text.clippedIfAny(request.executionId(), RequestCheck.MAX_ID_LENGTH),
                RejectionReason.INVALID,
                RejectionReason.INVALID.text(),
                faults,
                turn.context(named, Text.clippedIfAny(request.userId(), RequestCheck.MAX_ID_LENGTH))));
    }
}
