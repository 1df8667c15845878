package dev.docket.launcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds back all creates while the API server asks for it.
 *
 * <p>Threading: safe.
 */
final class CreationGate {
    private final Clock clock;
    private volatile Instant opens = Instant.MIN;

    CreationGate(Clock clock) {
        this.clock = clock;
    }

    /** How long the gate stays closed; zero if it is open. */
    Duration delay() {
        Instant until = opens;
        Instant now = clock.instant();
        return until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** Closes the gate for so long; never shortens what was asked for before. */
    synchronized void closeFor(Duration wait) {
        Instant until = clock.instant().plus(wait);
        if (until.isAfter(opens)) {
            opens = until;
        }
    }
}
