package dev.docket.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a request came from; carried along for tracing, never part of its content: two requests that differ in nothing
 * else are the same request.
 *
 * @param eventId the sender's own id of this message
 * @param correlationId an id that joins this message with others
 * @param service the sending program
 * @param timestamp when the sender made it, by its own clock; no decision reads it
 */
public record Metadata(
        @Nullable String eventId,
        @Nullable String correlationId,
        @Nullable String service,
        @Nullable Instant timestamp) {}
