package dev.docket.queue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How fast a queue moves: the latest times of the finished executions that are still remembered, and of no others, so
 * that it is the same after a restore. The times are those at which they are to be forgotten: as far apart as those at
 * which they finished, and in the order in which they go.
 *
 * <p>Invariants: {@code times} are the latest of all {@code remembered} times, ascending, as many as there are up to
 * {@link #SAMPLES}; what is removed is the earliest of them.
 */
final class Pace {

    private static final int SAMPLES = 64;
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final long[] times = new long[SAMPLES];
    private int size;
    private int remembered;

    void add(long time) {
        remembered++;
        int at = Arrays.binarySearch(times, 0, size, time);
        int place = at < 0 ? -at - 1 : at;
        if (size < SAMPLES) {
            System.arraycopy(times, place, times, place + 1, size - place);
            times[place] = time;
            size++;
        } else if (place > 0) {
            System.arraycopy(times, 1, times, 0, place - 1);
            times[place - 1] = time;
        }
    }

    void remove(long time) {
        remembered--;
        if (remembered >= size && time <= times[0]) {
            return;
        }
        int at = Arrays.binarySearch(times, 0, size, time);
        if (at >= 0) {
            size--;
            System.arraycopy(times, at + 1, times, at, size - at);
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
