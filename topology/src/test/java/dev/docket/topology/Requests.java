package dev.docket.topology;

import dev.docket.event.ExecutionRequested;
import dev.docket.event.Priority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests for tests: valid unless made otherwise.
 *
 * @param id the client's id
 * @param user whose it is
 * @param queue the queue, or null for the default one
 * @param priority as it stands in the record
 * @param script the program text
 * @param timeoutSeconds how long it may run
 */
record Requests(
        @Nullable String id,
        @Nullable String user,
        @Nullable String queue,
        @Nullable String priority,
        @Nullable String script,
        int timeoutSeconds) {

    static Requests request(String id) {
        return new Requests(id, "ann", null, null, "print('hello')", 60);
    }

    Requests withId(@Nullable String other) {
        return new Requests(other, user, queue, priority, script, timeoutSeconds);
    }

    Requests by(@Nullable String other) {
        return new Requests(id, other, queue, priority, script, timeoutSeconds);
    }

    Requests in(@Nullable String other) {
        return new Requests(id, user, other, priority, script, timeoutSeconds);
    }

    Requests with(Priority other) {
        return withPriority(other.name());
    }

    Requests withPriority(String other) {
        return new Requests(id, user, queue, other, script, timeoutSeconds);
    }

    Requests running(String other) {
        return new Requests(id, user, queue, priority, other, timeoutSeconds);
    }

    Requests forSeconds(int seconds) {
        return new Requests(id, user, queue, priority, script, seconds);
    }

    ExecutionRequested event() {
        return new ExecutionRequested(
                id,
                user,
                queue,
                priority,
                script,
                "python",
                "3.12",
                "python:3.12-slim",
                List.of("python3", "{script}"),
                "main.py",
                timeoutSeconds,
                "100m",
                "500m",
                "64Mi",
                "128Mi",
                null);
    }
}
