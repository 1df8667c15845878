package dev.docket.cli;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A queue as a whole, as the API answers. */
record QueueAnswer(
        String queue,
        @Nullable Integer partition,
        Pending pending,
        long pendingBytes,
        long active,
        long starting,
        Limits limits,
        long users,
        long finishedRemembered,
        @Nullable Instant oldestAcceptedAt,
        @Nullable Estimate estimatedWaitSeconds,
        List<Reason> holdUp,
        @Nullable Staleness stale) {

    record Pending(long total, Map<String, Long> byPriority) {}

    record Limits(long maxActive, long maxPerUser, long maxPending, long maxPendingBytes, boolean paused) {}

    /** Why nothing more is scheduled now; empty where nothing holds it up. */
    String heldUp() {
        return holdUp.isEmpty() ? "" : holdUp.get(0).message();
    }

    /** Many queues, by name. */
    record Listing(
            List<QueueAnswer> queues,
            @Nullable String next,
            @Nullable List<Integer> unavailable) {}

    /** One user's share of a queue. */
    record User(
            String queue,
            String userId,
            long pending,
            long active,
            long maxPerUser,
            @Nullable Staleness stale) {}
}
