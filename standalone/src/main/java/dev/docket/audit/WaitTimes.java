package dev.docket.audit;

import dev.docket.event.Priority;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** How long executions waited, by priority: every wait is kept, so the percentiles are exact. */
final class WaitTimes {

    private final Map<Priority, Waits> byPriority = new EnumMap<>(Priority.class);

    void add(Priority priority, long millis) {
        byPriority.computeIfAbsent(priority, p -> new Waits()).add(millis);
    }

    /** The percentiles of every priority that has any. */
    Map<Priority, WaitFigures> figures() {
        Map<Priority, WaitFigures> figures = new EnumMap<>(Priority.class);
        byPriority.forEach((priority, waits) -> figures.put(priority, waits.figures()));
        return figures;
    }

    private static final class Waits {
        private long[] millis = new long[256];
        private int count;

        void add(long wait) {
            if (count == millis.length) {
                millis = Arrays.copyOf(millis, 2 * count);
            }
            millis[count++] = wait;
        }

        WaitFigures figures() {
            long[] sorted = Arrays.copyOf(millis, count);
            Arrays.sort(sorted);
            return new WaitFigures(count, at(sorted, 0.50), at(sorted, 0.90), at(sorted, 0.99));
        }

        /** The nearest rank: the smallest wait that this share of all does not exceed. */
        private static double at(long[] sorted, double share) {
            return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e3;
        }
    }
}
