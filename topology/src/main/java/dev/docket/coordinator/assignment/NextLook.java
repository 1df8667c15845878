package dev.docket.coordinator.assignment;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a plan is to be made again: as soon as what it waits for can be expected, and no later than the longest interval.
 *
 * <p>A rebalance pauses nothing that stays where it is, but it costs every instance a few requests, and moves made by ones and
 * twos cost more of them than moves made together.
 *
 * <p>Not thread-safe; made for one assignment.
 */
final class NextLook {

    /** Enough for what was lost to have gone on; a copy with little to read is warm by then. */
    static final Duration SOON = Duration.ofSeconds(10);

    /** What a copy can be trusted to read of its changelog, beside everything else; an idle machine reads far more. */
    static final long RECORDS_PER_SECOND = 10_000;

    private final Duration longest;

    private @Nullable Duration after;

    /** @param longest what to wait at the most: {@code probing.rebalance.interval.ms} */
    NextLook(Duration longest) {
        this.longest = longest;
    }

    /** Nothing, if nothing is waited for. */
    Optional<Duration> after() {
        return Optional.ofNullable(after);
    }

    /** For something that needs no reading. */
    void soon() {
        whenRead(0);
    }

    /** For something of which it is not known how long it takes. */
    void later() {
        whenRead(Long.MAX_VALUE);
    }

    /** For a copy that has so many records to read; of several, the last decides. */
    void whenRead(long records) {
        Duration read = Duration.ofSeconds(records / RECORDS_PER_SECOND);
        Duration wait = min(longest, max(SOON, read));
        after = after == null ? wait : max(after, wait);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
