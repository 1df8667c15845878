package dev.docket.cli;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old an answer of a standby may be.
 *
 * @param records how many records of the changelog the standby had still to read; absent where that is not known
 * @param asOf when the latest change that it has read was made; absent if it has none
 * @param ageSeconds how long ago that was; large where simply nothing has changed since
 */
record Staleness(
        @Nullable Long records,
        @Nullable Instant asOf,
        @Nullable Double ageSeconds) {

    String told() {
        String behind = records == null
                ? "from a standby, behind by nobody knows how much"
                : records == 0
                        ? "from a standby that had read everything"
                        : "from a standby, may be " + Spoken.count(records, "record") + " behind";
        return ageSeconds == null ? behind : behind + ", its latest change " + Spoken.duration(ageSeconds) + " ago";
    }
}
