package dev.docket.bench.fleet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When something was seen of each of several names. Moments are {@link #now} and are told in their order.
 *
 * <p>Threading: all methods may be called from any thread; one thread tells of a name.
 */
final class Timeline {

    private final Map<String, List<Long>> moments = new ConcurrentHashMap<>();

    /** Milliseconds of a clock that only goes forward, from an arbitrary zero. */
    static long now() {
        return System.nanoTime() / 1_000_000;
    }

    /** Something of this name was seen now. */
    void seen(String name) {
        List<Long> list = moments.computeIfAbsent(name, key -> new ArrayList<>());
        synchronized (list) {
            list.add(now());
        }
    }

    /** Whether something of this name was seen after this moment. */
    boolean seenAfter(String name, long moment) {
        List<Long> list = moments.getOrDefault(name, List.of());
        synchronized (list) {
            return !list.isEmpty() && list.get(list.size() - 1) > moment;
        }
    }

    /**
     * The longest time between two moments of this name, as far as it lies between these two; what has not ended by then
     * ends there.
     */
    long longestSilence(String name, long from, long to) {
        List<Long> list = moments.getOrDefault(name, List.of());
        long longest = 0;
        long since = from;
        synchronized (list) {
            for (long moment : list) {
                if (moment > from && moment < to) {
                    longest = Math.max(longest, moment - since);
                    since = moment;
                }
            }
        }
        return Math.max(longest, to - since);
    }
}
