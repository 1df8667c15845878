package dev.docket.query;

import dev.docket.event.Priority;
import dev.docket.queue.Waiting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a queue stands. A queue that nobody has used stands empty, with the default limits.
 *
 * @param queue its name
 * @param partition the partition that owns it
 * @param pending how many wait
 * @param pendingBytes how many bytes of requests wait
 * @param active how many hold a slot
 * @param starting how many of those have not started yet
 * @param limits the limits in force
 * @param users how many users have something pending or active
 * @param finishedRemembered how many finished executions are remembered
 * @param oldestAcceptedAt when the one that came first was accepted; absent if nothing waits
 * @param estimatedWaitSeconds how long one of priority {@code NORMAL} would wait that came now; absent where nothing is
 *     known
 * @param holdUp why nothing more is scheduled now; empty if nothing holds it up
 * @param stale how old this answer may be; absent if it is current
 */
public record QueueOverview(
        String queue,
        int partition,
        Depth pending,
        long pendingBytes,
        int active,
        int starting,
        Limits limits,
        int users,
        int finishedRemembered,
        @Nullable Instant oldestAcceptedAt,
        @Nullable EstimatedWait estimatedWaitSeconds,
        List<Waiting> holdUp,
        @Nullable Staleness stale) {

    /**
     * How many executions wait.
     *
     * @param total in all
     * @param byPriority of each priority
     */
    public record Depth(long total, Map<Priority, Long> byPriority) {}

    /**
     * The limits in force.
     *
     * @param maxActive how many may hold a slot at a time
     * @param maxPerUser how many pending and active ones a user may have
     * @param maxPending how many may wait
     * @param maxPendingBytes how many bytes of requests may wait
     * @param paused whether nothing is scheduled
     */
    public record Limits(int maxActive, int maxPerUser, int maxPending, long maxPendingBytes, boolean paused) {}
}
