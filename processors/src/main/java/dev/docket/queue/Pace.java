package dev.docket.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How fast a queue moves: the latest times at which its executions finished. It is derived from the finished entries
 * alone, so it is the same after a restore.
 */
final class Pace {

    private static final int SAMPLES = 64;
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final long[] times = new long[SAMPLES];
    private int size;

    void add(long finishedAt) {
        int at = Arrays.binarySearch(times, 0, size, finishedAt);
        int place = at < 0 ? -at - 1 : at;
        if (size < SAMPLES) {
            System.arraycopy(times, place, times, place + 1, size - place);
            times[place] = finishedAt;
            size++;
        } else if (place > 0) {
            System.arraycopy(times, 1, times, 0, place - 1);
            times[place - 1] = finishedAt;
        }
    }

    /** Seconds until this many more executions have finished, at the recent rate; null while no rate is known. */
    @Nullable
    Double secondsFor(long finishes) {
        if (size < 2 || times[size - 1] == times[0]) {
            return null;
        }
        double millisEach = (double) (times[size - 1] - times[0]) / (size - 1);
        return finishes * millisEach / MILLIS_PER_SECOND;
    }
}
