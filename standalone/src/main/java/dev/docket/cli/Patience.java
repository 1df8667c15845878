package dev.docket.cli;

import java.time.Duration;

/**
 * How long the coordinators are waited for.
 *
 * @param connect for a connection
 * @param answer for an answer, and for the beginning of a stream
 * @param silence for anything on a stream, on which a heartbeat comes every 15 s
 * @param away for any of them to be back, once a stream has broken
 */
record Patience(Duration connect, Duration answer, Duration silence, Duration away) {

    static final Patience USUAL =
            new Patience(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(45), Duration.ofMinutes(2));
}
