package dev.docket.launcher;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Why the API server did not do what it was asked.
 *
 * @param kind what that means for whoever asked
 * @param message the API server's own words, or those of the network
 * @param retryAfter how long the API server asked to wait, where it did
 */
record Refusal(Kind kind, String message, @Nullable Duration retryAfter) {
    enum Kind {
        /** There is no such Pod. */
        NOT_FOUND(false),
        /** The name is taken. */
        ALREADY_EXISTS(false),
        /** The resource version is too old: list again. */
        GONE(false),
        /** Refused for good: the object is not valid, or not allowed. */
        REFUSED(false),
        /** A quota is used up. */
        QUOTA(true),
        /** Two writers met; the quota controller answers so, too. */
        CONFLICT(true),
        /** The API server is overloaded: everybody should wait. */
        THROTTLED(true),
        /** The API server is down, unreachable, or slow; it may have done it nevertheless. */
        UNAVAILABLE(true);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Whether the same call may succeed later. */
        boolean passing() {
            return passing;
        }
    }
}
