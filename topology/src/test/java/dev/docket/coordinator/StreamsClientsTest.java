package dev.docket.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
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

    /** Nobody listens at the address: there is nothing to return early for. */
    @Test
    void theConsumerOfAChangelogIsOneWhoFollows() {
        try (Consumer<byte[], byte[]> consumer =
                new StreamsClients().getRestoreConsumer(Map.of("bootstrap.servers", "127.0.0.1:1"))) {
            TopicPartition changelog = new TopicPartition("changelog", 0);
            consumer.assign(Set.of(changelog));
            consumer.seek(changelog, 0);
            consumer.poll(Duration.ZERO);

            long begun = System.nanoTime();
            consumer.poll(Duration.ofMillis(1));

            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(90));
        }
    }
}
