package dev.docket.event;

/** What the coordinator reads from the topic {@code execution-reports}. */
public sealed interface Report extends Event permits AttemptReport, Tick {

    /** Gives this report to the method of the handler that is made for it. */
    <R> R accept(Handler<R> handler);

    /** One method per report, so that a new one does not compile until it is handled. */
    interface Handler<R> {
        R on(ExecutionDelayed delayed);

        R on(ExecutionStarted started);

        R on(TerminalEvent ended);

        R on(Tick tick);
    }
}
