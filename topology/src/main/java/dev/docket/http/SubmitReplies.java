package dev.docket.http;

import dev.docket.event.CancelNoted;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionDelayed;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.Outcome;
import dev.docket.event.QueueSettingsApplied;
import dev.docket.event.QueueSettingsRejected;
import dev.docket.event.RejectionReason;
import dev.docket.event.ReportRefused;
import dev.docket.query.EstimatedWait;
import dev.docket.query.ExecutionStatus.Place;
import java.util.Locale;
import java.util.Map;

/** The answer to whoever waits for the decision on a request. */
final class SubmitReplies implements DecisionEvent.Handler<Reply> {

    static final SubmitReplies REPLIES = new SubmitReplies();

    /** When to try again, in seconds: a slot may be free soon; an id is remembered for a day. */
    private static final Map<RejectionReason, String> RETRY_AFTER =
            Map.of(RejectionReason.QUEUE_FULL, "5", RejectionReason.USER_LIMIT, "5", RejectionReason.DEDUP_FULL, "60");

    private SubmitReplies() {}

    @Override
    public Reply on(ExecutionAccepted accepted) {
        return Reply.json(
                202,
                new Submitted(
                        accepted.queue(),
                        accepted.executionId(),
                        Submitted.State.PENDING,
                        false,
                        accepted.incarnation(),
                        new Place(accepted.position(), accepted.depth()),
                        EstimatedWait.of(accepted.estimatedWaitSeconds(), accepted.estimatedWaitP90Seconds()),
                        null));
    }

    @Override
    public Reply on(ExecutionRejected rejected) {
        RejectionReason reason = rejected.reason();
        if (reason == RejectionReason.INVALID) {
            return Reply.of(Asked.invalid(rejected.faults()));
        }
        if (reason == RejectionReason.ID_CONFLICT) {
            return Reply.of(Problem.of(409, sentence(rejected.message())).because(reason.name()));
        }
        return Reply.of(Problem.of(429, sentence(rejected.message())).because(reason.name()))
                .with("Retry-After", RETRY_AFTER.getOrDefault(reason, "5"));
    }

    @Override
    public Reply on(ExecutionRepeated repeated) {
        Long position = repeated.position();
        return Reply.json(
                200,
                new Submitted(
                        repeated.queue(),
                        repeated.executionId(),
                        Submitted.State.valueOf(repeated.state().name()),
                        true,
                        repeated.incarnation(),
                        position == null
                                ? null
                                : new Place(position, repeated.decision().pending()),
                        null,
                        repeated.outcome()));
    }

    /** It met a cancel that had come before it. */
    @Override
    public Reply on(ExecutionCancelled cancelled) {
        return Reply.json(
                200,
                new Submitted(
                        cancelled.queue(),
                        cancelled.executionId(),
                        Submitted.State.FINISHED,
                        false,
                        cancelled.incarnation(),
                        null,
                        null,
                        Outcome.CANCELLED));
    }

    /** Read so late that it was not worth running any more. */
    @Override
    public Reply on(ExecutionExpired expired) {
        return Reply.of(Problem.of(503, sentence(expired.message()))
                        .because(expired.reason().name()))
                .with("Retry-After", "1");
    }

    @Override
    public Reply on(ExecutionScheduled scheduled) {
        return unexpected(scheduled);
    }

    @Override
    public Reply on(ExecutionDelayed delayed) {
        return unexpected(delayed);
    }

    @Override
    public Reply on(ExecutionStarted started) {
        return unexpected(started);
    }

    @Override
    public Reply on(ExecutionCompleted completed) {
        return unexpected(completed);
    }

    @Override
    public Reply on(ExecutionFailed failed) {
        return unexpected(failed);
    }

    @Override
    public Reply on(ExecutionTimedOut timedOut) {
        return unexpected(timedOut);
    }

    @Override
    public Reply on(CancelNoted noted) {
        return unexpected(noted);
    }

    @Override
    public Reply on(ReportRefused refused) {
        return unexpected(refused);
    }

    @Override
    public Reply on(QueueSettingsApplied applied) {
        return unexpected(applied);
    }

    @Override
    public Reply on(QueueSettingsRejected rejected) {
        return unexpected(rejected);
    }

    private static Reply unexpected(DecisionEvent decision) {
        throw new IllegalStateException("no answer to a request: " + decision.type());
    }

    /** Reasons are written to stand behind others; here they stand alone. */
    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) + ".";
    }
}
