package dev.docket.cli;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a line in its order, as the API answers. */
record LineAnswer(
        String queue,
        long from,
        long depth,
        List<Waiting> executions,
        @Nullable Staleness stale) {

    /** @param position how many are ahead; 0 is next */
    record Waiting(
            long position,
            String executionId,
            @Nullable String userId,
            @Nullable String priority,
            @Nullable Instant acceptedAt,
            @Nullable Estimate estimatedWaitSeconds) {}
}
