package dev.docket.launcher;

import dev.docket.event.AttemptId;
import dev.docket.event.CancelReason;
import dev.docket.event.ExecutionCancelled;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionFailed;
import dev.docket.event.ExecutionTimedOut;
import dev.docket.event.FailureReason;
import dev.docket.event.PodRun;
import dev.docket.event.TerminalEvent;
import dev.docket.event.TimeoutReason;
import org.jspecify.annotations.Nullable;

/**
 * How the Pod of an attempt ended.
 *
 * @param attempt the attempt
 * @param verdict completed, failed, timed out or cancelled, and why
 * @param run what is known of the Pod, without the log
 */
record PodEnding(AttemptId attempt, Verdict verdict, PodRun run) {

    sealed interface Verdict {}

    record Completed() implements Verdict {}

    record Failed(FailureReason reason, @Nullable String message, boolean retryable) implements Verdict {}

    record TimedOut(TimeoutReason reason, String message) implements Verdict {}

    record Cancelled(@Nullable String message) implements Verdict {}

    /** Whether a container ran, so that there may be a log. */
    boolean ran() {
        return run.startedAt() != null;
    }

    /** The report. */
    TerminalEvent report(@Nullable String logTail) {
        PodRun whole =
                new PodRun(run.podName(), run.nodeName(), run.exitCode(), run.startedAt(), run.finishedAt(), logTail);
        if (verdict instanceof Failed failed) {
            return failed(attempt, failed, whole);
        }
        if (verdict instanceof TimedOut timedOut) {
            return new ExecutionTimedOut(
                    attempt.queue(),
                    attempt.executionId(),
                    attempt.incarnation(),
                    attempt.attempt(),
                    timedOut.reason,
                    Words.clipped(timedOut.message),
                    whole,
                    null);
        }
        if (verdict instanceof Cancelled cancelled) {
            return cancelled(attempt, cancelled.message, whole);
        }
        return new ExecutionCompleted(
                attempt.queue(), attempt.executionId(), attempt.incarnation(), attempt.attempt(), whole, null);
    }

    /** The report of an attempt that failed, with or without a Pod. */
    static ExecutionFailed failed(AttemptId attempt, Failed why, @Nullable PodRun run) {
        return new ExecutionFailed(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                attempt.attempt(),
                why.reason,
                Words.of(why.reason, why.message, why.retryable),
                why.retryable,
                run,
                null);
    }

    /** The report of an attempt of which nothing is left to tell. */
    static ExecutionTimedOut lost(AttemptId attempt) {
        return new ExecutionTimedOut(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                attempt.attempt(),
                TimeoutReason.LEASE_EXPIRED,
                "there is no Pod, and nobody told how it ended",
                null,
                null);
    }

    /** The report of an attempt that was cancelled while it held a slot, with or without a Pod. */
    static ExecutionCancelled cancelled(AttemptId attempt, @Nullable String message, @Nullable PodRun run) {
        return new ExecutionCancelled(
                attempt.queue(),
                attempt.executionId(),
                attempt.incarnation(),
                attempt.attempt(),
                CancelReason.WHILE_ACTIVE,
                message,
                run,
                null);
    }
}
