package dev.docket.replay;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Tells a replay when its next record is due. */
@FunctionalInterface
public interface Pace {

    /**
     * Returns once this much time has passed since the start, at once if it has.
     *
     * @throws InterruptedException if interrupted meanwhile
     */
    void await(Duration sinceStart) throws InterruptedException;

    /** By the clock, from now on. */
    static Pace fromNow() {
        long start = System.nanoTime();
        return sinceStart -> {
            long left = start + sinceStart.toNanos() - System.nanoTime();
            if (left > 0) {
                TimeUnit.NANOSECONDS.sleep(left);
            }
        };
    }

    /** As fast as the records can be sent. */
    static Pace atOnce() {
        return sinceStart -> {};
    }
}
