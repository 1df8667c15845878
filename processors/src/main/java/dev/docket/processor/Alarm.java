package dev.docket.processor;

import dev.docket.queue.Due;
import dev.docket.queue.PartitionIndex;

/**
 * Sends a tick when something is due, or can be scheduled, and no tick is on its way. Wall-clock time does nothing else
 * here: what is due ends when the tick is read.
 */
final class Alarm {

    /** A tick that was not read after this time is sent again; reading one too many does no harm. */
    private static final long RESEND_AFTER_MILLIS = 10_000;

    private final int partition;
    private final Outbox outbox;
    private long sentAt = Long.MIN_VALUE / 2;

    Alarm(int partition, Outbox outbox) {
        this.partition = partition;
        this.outbox = outbox;
    }

    void check(PartitionIndex index, long now) {
        Due due = index.firstDue();
        if ((due != null && due.at() <= now) || index.firstRunnable() != null) {
            ring(now);
        }
    }

    void ring(long now) {
        if (now - sentAt >= RESEND_AFTER_MILLIS) {
            outbox.tick(partition);
            sentAt = now;
        }
    }

    /** A tick was read. */
    void heard() {
        sentAt = Long.MIN_VALUE / 2;
    }
}
