package dev.docket.bench.estimate;

import org.jspecify.annotations.Nullable;

/**
 * What was told of one execution's wait, and what came of it; seconds.
 *
 * @param atMillis when it arrived, in milliseconds from the start
 * @param had whether it had to wait: no slot was free for it
 * @param p50 the median that was told; null where nothing was known
 * @param p90 the ninth decile that was told; null where nothing was known
 * @param naive its place in the line by the rate of the latest 64 ends; null where there is no rate
 * @param waited how long it waited
 */
record Wait(
        long atMillis,
        boolean had,
        @Nullable Double p50,
        @Nullable Double p90,
        @Nullable Double naive,
        double waited) {

    /** Whether both told something, so that they can be compared. */
    boolean isComparable() {
        return had && p50 != null && p90 != null && naive != null;
    }
}
