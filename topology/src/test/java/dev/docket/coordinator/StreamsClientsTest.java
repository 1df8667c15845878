package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamsClientsTest {

    @Test
    void whoFollowsWaitsLongerThanWhoDecides() {
        assertThat(StreamsClients.following(Duration.ofMillis(5))).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whoDoesNotWaitIsNotMadeTo() {
        assertThat(StreamsClients.following(Duration.ZERO)).isZero();
    }

    @Test
    void aLongerWaitIsLeft() {
        assertThat(StreamsClients.following(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    }
}
