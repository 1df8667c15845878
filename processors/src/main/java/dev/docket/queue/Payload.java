package dev.docket.queue;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Metadata;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a pending execution carries along until it is scheduled; no decision reads it.
 *
 * @param spec what to run
 * @param metadata as the client sent it
 * @param traceparent the W3C trace context of the request
 */
public record Payload(
        ExecutionSpec spec,
        @Nullable Metadata metadata,
        @Nullable String traceparent) {

    public Payload {
        Objects.requireNonNull(spec, "spec");
    }
}
