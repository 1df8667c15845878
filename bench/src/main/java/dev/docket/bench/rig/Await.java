package dev.docket.bench.rig;

import java.time.Duration;

/** Waits for what will come. */
public final class Await {

    private static final long POLL_MILLIS = 100;

    private Await() {}

    /** Something that may be so, and may fail to be found out. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Returns when this holds.
     *
     * @throws IllegalStateException if it does not within this time
     */
    public static void until(String what, Duration patience, Condition condition) throws Exception {
        long end = now() + patience.toMillis();
        while (!condition.holds()) {
            if (now() > end) {
                throw new IllegalStateException("waited in vain for " + patience.toSeconds() + " s: " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private static long now() {
        return System.nanoTime() / 1_000_000;
    }
}
