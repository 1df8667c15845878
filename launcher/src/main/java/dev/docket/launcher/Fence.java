package dev.docket.launcher;

import java.time.Duration;

/**
 * The time in which a create that nobody waits for any more may still take effect: one whose answer was lost on the way,
 * or one of a launcher that held the partition before. While it lasts the Pod must keep its name, or that create could
 * make a second one.
 *
 * @param until by {@link System#nanoTime()}
 * @param closed whether there is such a time at all
 */
record Fence(long until, boolean closed) {
    static final Fence NONE = new Fence(0, false);

    static Fence of(Duration length) {
        return length.isZero() ? NONE : new Fence(System.nanoTime() + length.toNanos(), true);
    }

    /** How long it lasts from now; zero if it is over. */
    Duration left() {
        long left = closed ? until - System.nanoTime() : 0;
        return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
    }

    /** The one of the two that lasts longer. */
    Fence or(Fence other) {
        return left().compareTo(other.left()) >= 0 ? this : other;
    }
}
