package dev.docket.query;

import dev.docket.config.HostPort;

/** What an instance can say about an execution. */
public sealed interface StatusAnswer {

    /** It is known here. */
    record Known(ExecutionStatus status) implements StatusAnswer {}

    /** This instance owns the queue and knows no such execution. */
    record Unknown() implements StatusAnswer {}

    /** Another instance owns the queue. */
    record Elsewhere(HostPort owner) implements StatusAnswer {}

    /**
     * Nobody can say at the moment: the queue is moving to another instance, or is being restored.
     *
     * @param reason why, in one sentence
     */
    record Unavailable(String reason) implements StatusAnswer {}
}
