package dev.docket.query;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How old an answer from a standby may be. What the original has decided and not yet committed is not counted: nobody can
 * know of it.
 *
 * @param records how many records of the changelog the copy may be behind; absent where that is not known at the moment
 * @param asOf when the latest change that the copy has was decided, by the broker's clock; absent if it has none
 * @param ageSeconds how long ago that was; large where simply nothing has happened since
 */
public record Staleness(
        @Nullable Long records,
        @Nullable Instant asOf,
        @Nullable Double ageSeconds) {}
