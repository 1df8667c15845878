package dev.docket.event;

/** A report of the launcher about one attempt. */
public sealed interface AttemptReport extends Report, DecisionEvent
        permits ExecutionDelayed, ExecutionStarted, TerminalEvent {

    @Override
    String queue();

    @Override
    String executionId();

    Incarnation incarnation();

    int attempt();

    /** The attempt that this report is about. */
    default AttemptId attemptId() {
        return new AttemptId(queue(), executionId(), incarnation(), attempt());
    }
}
