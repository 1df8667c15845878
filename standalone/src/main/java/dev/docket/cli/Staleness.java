package dev.docket.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an answer of a standby may be behind.
 *
 * @param records how many records of the changelog the standby had still to read
 * @param asOf when that was counted
 * @param ageSeconds how long ago that was, by the clock of the instance
 */
record Staleness(
        long records, @Nullable Instant asOf, @Nullable Double ageSeconds) {

    String told() {
        String behind = records == 0
                ? "from a standby that had read everything"
                : "from a standby, may be " + Spoken.count(records, "record") + " behind";
        return ageSeconds == null || ageSeconds < 1
                ? behind
                : behind + ", as of " + Spoken.duration(ageSeconds) + " ago";
    }
}
