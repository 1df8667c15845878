package dev.docket.event;

import org.jspecify.annotations.Nullable;

/** What the coordinator decided, and why: the audit log {@code execution-events}. */
public sealed interface DecisionEvent extends Event
        permits ExecutionAccepted,
                ExecutionRejected,
                ExecutionRepeated,
                ExecutionExpired,
                ExecutionScheduled,
                CancelNoted,
                ReportRefused,
                QueueSettingsApplied,
                QueueSettingsRejected,
                AttemptReport {

    /** The queue that the decision is about. */
    String queue();

    /** The execution that the decision is about, as its client named it; absent where it is about the queue. */
    @Nullable
    String executionId();

    /** User, counts and cause; absent only in a report that was not decided upon yet. */
    @Nullable
    DecisionContext decision();

    /** Gives this decision to the method of the handler that is made for it. */
    <R> R accept(Handler<R> handler);

    /** One method per decision, so that a new one does not compile until it is handled. */
    interface Handler<R> {
        R on(ExecutionAccepted accepted);

        R on(ExecutionRejected rejected);

        R on(ExecutionRepeated repeated);

        R on(ExecutionExpired expired);

        R on(ExecutionScheduled scheduled);

        R on(ExecutionDelayed delayed);

        R on(ExecutionStarted started);

        R on(ExecutionCompleted completed);

        R on(ExecutionFailed failed);

        R on(ExecutionTimedOut timedOut);

        R on(ExecutionCancelled cancelled);

        R on(CancelNoted noted);

        R on(ReportRefused refused);

        R on(QueueSettingsApplied applied);

        R on(QueueSettingsRejected rejected);
    }
}
