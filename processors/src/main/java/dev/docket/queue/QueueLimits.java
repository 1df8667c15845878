package dev.docket.queue;

import dev.docket.event.QueueSettings;
import org.jspecify.annotations.Nullable;

/**
 * The limits of one queue.
 *
 * @param maxActive how many executions may hold a slot at a time, 0 or more
 * @param maxPerUser how many pending and active executions one user may have, 1 or more
 * @param maxPending how many executions may wait, 1 or more
 * @param maxPendingBytes how many bytes of payload may wait, 1 or more
 * @param paused whether nothing is to be scheduled
 */
public record QueueLimits(int maxActive, int maxPerUser, int maxPending, long maxPendingBytes, boolean paused) {

    /** 10 slots, 100 executions a user, 10 000 waiting of 1 GiB together. */
    public static final QueueLimits DEFAULTS = new QueueLimits(10, 100, 10_000, 1L << 30, false);

    public QueueLimits {
        Require.that(maxActive >= 0, "maxActive must not be negative");
        Require.that(maxPerUser > 0, "maxPerUser must be positive");
        Require.that(maxPending > 0, "maxPending must be positive");
        Require.that(maxPendingBytes > 0, "maxPendingBytes must be positive");
    }

    QueueLimits with(QueueSettings own) {
        return new QueueLimits(
                or(own.maxActive(), maxActive),
                or(own.maxPerUser(), maxPerUser),
                or(own.maxPending(), maxPending),
                or(own.maxPendingBytes(), maxPendingBytes),
                or(own.paused(), paused));
    }

    private static <T> T or(@Nullable T own, T theDefault) {
        return own == null ? theDefault : own;
    }
}
