package dev.docket.event;

/**
 * One attempt of one execution: what commands, Pods and reports carry, and what must match exactly for a report to act.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt 1 for the first launch, 2 for the next, …
 */
public record AttemptId(String queue, String executionId, Incarnation incarnation, int attempt) {

    public AttemptId {
        requireAttempt(attempt);
    }

    /** Every record that names an attempt asks this, so that {@code attemptId()} of what was read can never fail. */
    static void requireAttempt(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1: " + attempt);
        }
    }
}
