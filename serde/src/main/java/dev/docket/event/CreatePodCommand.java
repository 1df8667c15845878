package dev.docket.event;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Make the Pod of this attempt, once. There is one such command per attempt.
 *
 * @param queue the queue of the execution
 * @param executionId the client's id, unique in its queue
 * @param incarnation which request record made it
 * @param attempt 1 for the first launch
 * @param userId whose execution this is
 * @param priority the priority it waited with
 * @param notAfter no Pod may be created after this instant; the launcher then answers that it failed to launch
 * @param spec what to run
 * @param metadata as the client sent it
 */
public record CreatePodCommand(
        String queue,
        String executionId,
        Incarnation incarnation,
        int attempt,
        String userId,
        Priority priority,
        Instant notAfter,
        ExecutionSpec spec,
        @Nullable Metadata metadata)
        implements Command {

    public CreatePodCommand {
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(executionId, "executionId");
        Objects.requireNonNull(incarnation, "incarnation");
        AttemptId.requireAttempt(attempt);
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(notAfter, "notAfter");
        Objects.requireNonNull(spec, "spec");
    }

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
