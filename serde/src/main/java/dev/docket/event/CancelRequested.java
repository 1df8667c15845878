package dev.docket.event;

import org.jspecify.annotations.Nullable;

/**
 * Stop this execution, wherever it stands.
 *
 * @param executionId the execution to stop
 * @param queue its queue; absent means {@code default}
 * @param reason why, in the words of whoever asked; told back in the outcome
 * @param metadata where the request came from
 */
public record CancelRequested(
        @Nullable String executionId,
        @Nullable String queue,
        @Nullable String reason,
        @Nullable Metadata metadata) implements Request {

    @Override
    public <R> R accept(Handler<R> handler) {
        return handler.on(this);
    }
}
