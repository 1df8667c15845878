package dev.docket.queue;

import dev.docket.event.Outcome;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one line's entries tell of the launcher: which active executions it has not told the start of, and when it last
 * told anything. Nothing is decided by this; it explains.
 *
 * <p>Invariant: {@code waiting} counts, by the time of their scheduling, the active entries that have not started.
 */
public final class Starts {

    private static final Set<Outcome> REPORTED = EnumSet.of(Outcome.COMPLETED, Outcome.FAILED, Outcome.TIMED_OUT);

    private final SortedMap<Long, Integer> waiting = new TreeMap<>();
    private int count;
    private long lastNews;

    Starts() {}

    /** How many active executions have not started. */
    public int waiting() {
        return count;
    }

    /** For how long, in milliseconds, executions have held slots without any news; 0 where none does. */
    long silence(long now) {
        return count == 0 ? 0 : Math.max(0, now - Math.max(waiting.firstKey(), lastNews));
    }

    void add(Active active) {
        if (active.lease().started()) {
            lastNews = Math.max(lastNews, active.lease().startedAt());
        } else {
            waiting.merge(active.lease().scheduledAt(), 1, Integer::sum);
            count++;
        }
    }

    void remove(Active active) {
        if (!active.lease().started()) {
            waiting.computeIfPresent(active.lease().scheduledAt(), (time, many) -> many == 1 ? null : many - 1);
            count--;
        }
    }

    void add(Finished finished) {
        if (REPORTED.contains(finished.outcome())) {
            lastNews = Math.max(lastNews, finished.finishedAt());
        }
    }
}
