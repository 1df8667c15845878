package dev.docket.coordinator;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {

    private Instant now = Instant.parse("2026-11-23T20:00:00Z");

    private final ThreadReplacement replacement = new ThreadReplacement(() -> now);

    private final Throwable passing = new StreamsException("task", new TimeoutException("no broker"));

    @Test
    void replacesThreadsThatCouldNotReachKafka() {
        assertThat(replacement.handle(passing)).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void replacesThreadsWhoseBrokerHadNotHeardOfATopicThatWasJustMade() {
        assertThat(replacement.handle(new MissingSourceTopicException("missing")))
                .isEqualTo(REPLACE_THREAD);
    }

    @Test
    void stopsOnWhatWouldComeBack() {
        assertThat(replacement.handle(new StreamsException(new IllegalStateException("a defect"))))
                .isEqualTo(SHUTDOWN_CLIENT);
        assertThat(replacement.handle(new TopicAuthorizationException("t"))).isEqualTo(SHUTDOWN_CLIENT);
        assertThat(replacement.handle(new OutOfMemoryError("heap"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void stopsWhenThreadsDieFasterThanIsWorthReplacing() {
        for (int i = 0; i < 10; i++) {
            assertThat(replacement.handle(passing)).isEqualTo(REPLACE_THREAD);
            now = now.plusSeconds(30);
        }
        assertThat(replacement.handle(passing)).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void goesOnReplacingThreadsThatDieNowAndThen() {
        for (int i = 0; i < 100; i++) {
            assertThat(replacement.handle(passing)).isEqualTo(REPLACE_THREAD);
            now = now.plus(Duration.ofMinutes(2));
        }
    }
}
