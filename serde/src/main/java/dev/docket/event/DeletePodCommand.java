package dev.docket.event;

import java.util.Objects;

/**
 * Remove the Pod of this attempt, if there is one; harmless when repeated.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt the attempt whose Pod is meant
 * @param reason why
 */
public record DeletePodCommand(
        String queue, String executionId, Incarnation incarnation, int attempt, DeletePodReason reason)
        implements Command {

    public DeletePodCommand {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
