package dev.docket.audit;

import dev.docket.event.CancelNoted;
import dev.docket.event.CancelReason;
import dev.docket.event.DecisionContext;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExpiryReason;
import dev.docket.event.RejectionReason;
import java.util.EnumMap;
import java.util.Map;

/**
 * Every record of the topic of requests, and its one answer: a decision whose cause it is, a dead letter, or the copy
 * that was sent on to the partition that owns its queue.
 */
final class AnswerLedger {

    private final String requests;
    private final Findings findings;
    private final OffsetSet received = new OffsetSet();
    private final OffsetSet answered = new OffsetSet();
    private final Map<RejectionReason, Long> rejected = new EnumMap<>(RejectionReason.class);
    private long accepted;
    private long repeated;
    private long expired;
    private long cancelled;

    AnswerLedger(String requests, Findings findings) {
        this.requests = requests;
        this.findings = findings;
    }

    void received(int partition, long offset) {
        received.add(partition, offset);
    }

    /** Notes the decision if it answers a request, and only then. */
    void decided(DecisionEvent decision) {
        DecisionContext context = decision.decision();
        if (context == null || !context.cause().topic().equals(requests) || !answers(decision)) {
            return;
        }
        answered(context.cause().partition(), context.cause().offset(), decision.type());
        if (decision instanceof ExecutionAccepted) {
            accepted++;
        } else if (decision instanceof ExecutionRepeated) {
            repeated++;
        } else if (decision instanceof ExecutionExpired) {
            expired++;
        } else if (decision instanceof ExecutionRejected refusal) {
            rejected.merge(refusal.reason(), 1L, Long::sum);
        } else if (decision instanceof ExecutionCancelled end && end.reason() == CancelReason.BEFORE_REQUEST) {
            cancelled++;
        }
    }

    /** The record needs no decision, or has one. */
    void answered(int partition, long offset, String how) {
        if (!answered.add(partition, offset)) {
            findings.add(Violation.DUPLICATE_ANSWER, requests + "-" + partition + "@" + offset + " again by " + how);
        }
    }

    /**
     * A request may also make room by expiring others, and what it sets off is no answer to it.
     */
    private static boolean answers(DecisionEvent decision) {
        return decision instanceof ExecutionAccepted
                || decision instanceof ExecutionRejected
                || decision instanceof ExecutionRepeated
                || decision instanceof CancelNoted
                || decision instanceof ExecutionCancelled
                || (decision instanceof ExecutionExpired expiry && expiry.reason() == ExpiryReason.STALE_REQUEST);
    }

    long received() {
        return received.size();
    }

    long unanswered() {
        return received.without(answered);
    }

    Map<RejectionReason, Long> rejected() {
        return rejected;
    }

    long accepted() {
        return accepted;
    }

    long repeated() {
        return repeated;
    }

    long expired() {
        return expired;
    }

    long cancelled() {
        return cancelled;
    }
}
