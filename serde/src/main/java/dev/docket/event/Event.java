package dev.docket.event;

/**
 * Anything that crosses one of Docket's topics. The simple class name is the wire name of the event ({@code type}).
 *
 * <p>Each topic carries one family: {@link Request}, {@link Report}, {@link QueueSettings}, {@link Command} or
 * {@link DecisionEvent}. The terminal events and {@link ExecutionStarted} belong to two: the launcher reports them, and
 * the coordinator confirms them, with its {@link DecisionContext}, to the audit log.
 */
public sealed interface Event permits Request, Report, QueueSettings, Command, DecisionEvent {

    /** The wire name of this event. */
    default String type() {
        return getClass().getSimpleName();
    }

    /** The version of this event's wire form. */
    default int schemaVersion() {
        return 1;
    }
}
