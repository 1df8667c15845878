package dev.docket.event;

import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended; one per attempt. As a report it comes from the launcher and has no {@code decision}; the
 * coordinator confirms the one that counts, adding its decision, to {@code execution-events}.
 */
public sealed interface TerminalEvent extends AttemptReport
        permits ExecutionCompleted, ExecutionFailed, ExecutionTimedOut, ExecutionCancelled {

    /** What is known of the Pod; absent where none ran. */
    @Nullable
    PodRun run();

    /** The outcome of the execution that this event stands for. */
    Outcome outcome();

    /** The same event, confirmed by the coordinator. */
    TerminalEvent confirmed(DecisionContext context);

    @Override
    default <R> R accept(Report.Handler<R> handler) {
        return handler.on(this);
    }
}
