package dev.docket.bench.lives;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionRequested;
import dev.docket.event.ExecutionSpec;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The load is cheap to make, and still what Docket reads: requests and completions. */
class TrafficTest {

    private final Traffic traffic = new Traffic("lives", 1);

    @Test
    void requestsAreOfAboutTheSizeAndNoTwoScriptsAreAlike() {
        Set<String> scripts = new HashSet<>();
        Set<String> users = new HashSet<>();
        Set<String> priorities = new HashSet<>();
        for (int number = 0; number < 6_000; number++) {
            byte[] value = traffic.request(number);
            ExecutionRequested request = (ExecutionRequested) read(value, EventFamily.REQUESTS);
            assertThat(value.length).isBetween(550, 800);
            assertThat(request.executionId()).isEqualTo(Traffic.id(number));
            assertThat(request.queue()).isEqualTo("lives");
            assertThat(scripts.add(String.valueOf(request.script()))).isTrue();
            users.add(String.valueOf(request.userId()));
            priorities.add(String.valueOf(request.priority()));
        }
        assertThat(users).hasSize(Payloads.USERS);
        assertThat(priorities).hasSize(Priority.values().length);
    }

    @Test
    void aCompletionIsOfTheAttemptThatWasCommanded() {
        CreatePodCommand command = new CreatePodCommand(
                "lives",
                Traffic.id(7),
                new Incarnation(3, 1234),
                1,
                "user-7",
                Priority.NORMAL,
                Instant.EPOCH,
                new ExecutionSpec("x", null, null, "i", List.of("c"), "f", 1, "1", "1", "1", "1"),
                null);

        ExecutionCompleted completed =
                (ExecutionCompleted) read(traffic.completion(EventJson.write(command)), EventFamily.REPORTS);

        assertThat(completed.attemptId()).isEqualTo(command.attemptId());
    }

    private static Object read(byte[] value, EventFamily<?> family) {
        assertThat(EventJson.read(value, family)).isInstanceOf(Reading.Parsed.class);
        return ((Reading.Parsed<?>) EventJson.read(value, family)).event();
    }
}
