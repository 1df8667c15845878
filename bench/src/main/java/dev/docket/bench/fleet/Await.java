package dev.docket.bench.fleet;

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
        long end = Timeline.now() + patience.toMillis();
        while (!condition.holds()) {
            if (Timeline.now() > end) {
                throw new IllegalStateException("waited in vain for " + patience.toSeconds() + " s: " + what);
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
