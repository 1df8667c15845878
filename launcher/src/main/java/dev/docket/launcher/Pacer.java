package dev.docket.launcher;

import java.util.concurrent.TimeUnit;

/**
 * Lets so many begin in a second, evenly; who comes after a rest may find a tenth of a second's worth waiting.
 *
 * <p>Threading: safe.
 */
final class Pacer {
    private static final long BURST = TimeUnit.MILLISECONDS.toNanos(100);

    private final long interval;
    private long next = System.nanoTime();

    Pacer(int perSecond) {
        interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Waits for its turn. */
    void await() {
        long wait = reserve(System.nanoTime());
        if (wait > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Takes the next turn; how long it is away from now, in nanoseconds. */
    synchronized long reserve(long now) {
        next = Math.max(next, now - BURST) + interval;
        return next - now;
    }
}
