package dev.docket.queue;

import dev.docket.event.Priority;
import org.jspecify.annotations.Nullable;

/**
 * The corrections in force in one line: for each priority the one that its latest start left behind.
 *
 * <p>It is derived from entries and therefore the same after a restore in any order: each entry that held a slot carries
 * the correction as it was after its own start, and the latest start, by scheduling time and arrival, counts. What is
 * forgotten cannot matter: an entry stands at least for {@code finishedRetention} after its start, and a correction older
 * than that is not in force any more.
 */
final class Corrections {

    private final long validMillis;
    private final @Nullable Latest[] latest = new Latest[Priority.values().length];

    private record Latest(long scheduledAt, long arrival, Correction correction) {}

    /** Corrections that stay in force for so long after the latest start. */
    Corrections(long validMillis) {
        this.validMillis = validMillis;
    }

    /** The correction for a priority at this moment. */
    Correction at(Priority priority, long now) {
        Latest known = latest[priority.rank()];
        return known == null || now - known.scheduledAt >= validMillis ? Correction.NEUTRAL : known.correction;
    }

    void add(Priority priority, long scheduledAt, long arrival, Correction correction) {
        if (!correction.isKnown()) {
            return;
        }
        Latest known = latest[priority.rank()];
        if (known == null
                || scheduledAt > known.scheduledAt
                || (scheduledAt == known.scheduledAt && arrival > known.arrival)) {
            latest[priority.rank()] = new Latest(scheduledAt, arrival, correction);
        }
    }
}
