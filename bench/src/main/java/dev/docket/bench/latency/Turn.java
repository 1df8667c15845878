package dev.docket.bench.latency;

import java.util.concurrent.locks.LockSupport;

/**
 * Requests that are meant to be sent at a steady pace, and how long each took from the time when it was meant to be sent:
 * a sender that is late, because what it sends to is slow, hides nothing.
 *
 * <p>Threading: one thread may send while one other sees.
 */
final class Turn {

    private final long first;
    private final long begun;
    private final double interval;
    private final long measured;
    private final Waits waits;

    /**
     * @param first the number of the first request
     * @param begun when it is meant to be sent, by {@link System#nanoTime}
     * @param perSecond how many are meant to be sent in a second
     * @param measured the number of the first whose wait counts
     * @param waits where it counts
     */
    Turn(long first, long begun, int perSecond, long measured, Waits waits) {
        this.first = first;
        this.begun = begun;
        this.interval = 1e9 / perSecond;
        this.measured = measured;
        this.waits = waits;
    }

    /** When the request of this number is meant to be sent, by {@link System#nanoTime}. */
    long meant(long number) {
        return begun + Math.round((number - first) * interval);
    }

    /** Waits until the request of this number is meant to be sent. */
    void awaitMeant(long number) {
        long meant = meant(number);
        for (long left = meant - System.nanoTime(); left > 0; left = meant - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** The command of this number was there at this time, by {@link System#nanoTime}; those of earlier turns are left out. */
    void seen(long number, long nanos) {
        if (number >= measured) {
            waits.add(nanos - meant(number));
        }
    }
}
