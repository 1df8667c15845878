package dev.docket.audit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much of the time of a queue's slots was in use, from the first schedule to the last one. What comes after the last
 * schedule is left out: nobody waits any more, and the slots only run empty.
 */
final class SlotTime {

    private @Nullable Instant first;
    private @Nullable Instant now;
    private double used;
    private double offered;
    private double usedAtLastSchedule;
    private double offeredAtLastSchedule;

    /** Time has come this far with so many slots held and so many there. */
    void passedUntil(Instant time, int active, int maxActive) {
        if (now == null || first == null) {
            now = time;
        } else if (time.isAfter(now)) {
            double seconds = (time.toEpochMilli() - now.toEpochMilli()) / 1e3;
            used += seconds * active;
            offered += seconds * maxActive;
            now = time;
        }
    }

    /** A slot is given at the time last told. */
    void scheduled() {
        if (first == null) {
            first = now;
        }
        usedAtLastSchedule = used;
        offeredAtLastSchedule = offered;
    }

    double used() {
        return usedAtLastSchedule;
    }

    double offered() {
        return offeredAtLastSchedule;
    }
}
