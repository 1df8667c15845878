package dev.docket.processor;

import dev.docket.queue.PartitionIndex;

/**
 * Sends a tick when something is due, or can be scheduled, and no tick is on its way. Wall-clock time does nothing else
 * here: what is due ends when the tick is read.
 */
final class Alarm {

    /** A tick that was not read after this time is sent again; reading one too many does no harm. */
    private static final long RESEND_AFTER_MILLIS = 10_000;

    /**
     * The least time between two ticks for what is due. Where the broker's clock is behind this one, a tick is read before
     * anything is due by it, and the next one should not follow at once.
     */
    private static final long LEAST_PAUSE_MILLIS = 1_000;

    private static final long NEVER = Long.MIN_VALUE / 2;

    private final int partition;
    private final Outbox outbox;
    private long awaitedSince = NEVER;
    private long lastSentAt = NEVER;

    Alarm(int partition, Outbox outbox) {
        this.partition = partition;
        this.outbox = outbox;
    }

    void check(PartitionIndex index, long now) {
        if (!isPast(LEAST_PAUSE_MILLIS, lastSentAt, now)) {
            return;
        }
        if (index.firstDue(now) != null || index.firstRunnable() != null) {
            ring(now);
        }
    }

    void ring(long now) {
        if (isPast(RESEND_AFTER_MILLIS, awaitedSince, now)) {
            outbox.tick(partition);
            awaitedSince = now;
            lastSentAt = now;
        }
    }

    /** A tick was read. */
    void heard() {
        awaitedSince = NEVER;
    }

    /** Also where the clock was set back: no tick should wait until it is there again. */
    private static boolean isPast(long pause, long since, long now) {
        return now < since || now - since >= pause;
    }
}
