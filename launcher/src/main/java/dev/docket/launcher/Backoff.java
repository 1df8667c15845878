package dev.docket.launcher;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next try: doubling from the first to the longest, and each time a random half of it, so
 * that those who failed together do not come back together.
 *
 * @param first the wait after the first failure
 * @param longest the longest wait
 */
record Backoff(Duration first, Duration longest) {
    static Backoff defaults() {
        return new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30));
    }

    /**
     * @param failures how many tries failed in a row, from 1
     * @param asked what the server asked for; the wait is never shorter
     */
    Duration after(int failures, @Nullable Duration asked) {
        long whole = Math.min(longest.toMillis(), first.toMillis() << Math.min(failures - 1, 20));
        long wait = whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
        return Duration.ofMillis(asked == null ? wait : Math.max(wait, asked.toMillis() + wait / 4));
    }
}
