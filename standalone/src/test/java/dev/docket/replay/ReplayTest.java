package dev.docket.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.event.Event;
import dev.docket.event.ExecutionRequested;
import dev.docket.serde.EventSerializer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class ReplayTest {

    private static final SwfRule RULE = new SwfRule("r", "batch", 1, 1);

    private final List<Duration> waited = new ArrayList<>();

    @Test
    void sendsEachRequestWhenItIsDueUnderTheKeyOfItsQueue() throws Exception {
        var producer = producer(true);
        var replay = new Replay(producer, "docket.execution-requests", waited::add);

        replay.run(new Workload.Arrivals(List.of(arrival(1, 0), arrival(2, 7))));

        assertThat(waited).containsExactly(Duration.ZERO, Duration.ofSeconds(7));
        assertThat(producer.history()).extracting(record -> record.key()).containsExactly("batch", "batch");
        assertThat(producer.history())
                .extracting(record -> ((ExecutionRequested) record.value()).executionId())
                .containsExactly("r-1", "r-2");
        assertThat(replay.acknowledged()).isEqualTo(2);
    }

    @Test
    void stopsWhenTheBrokerRefusesARecord() {
        var producer = producer(false);
        var replay = new Replay(producer, "t", after -> {
            if (after.toSeconds() == 1) {
                producer.errorNext(new RecordTooLargeException("too large"));
            }
        });

        assertThatThrownBy(
                        () -> replay.run(new Workload.Arrivals(List.of(arrival(1, 0), arrival(2, 1), arrival(3, 2)))))
                .isInstanceOf(Replay.ReplayFailed.class)
                .hasMessageContaining("too large");
        assertThat(producer.history()).hasSize(2);
    }

    private static MockProducer<String, Event> producer(boolean autoComplete) {
        return new MockProducer<>(
                autoComplete, new RoundRobinPartitioner(), new StringSerializer(), new EventSerializer());
    }

    private static Workload.Arrival arrival(int number, int after) {
        return new Workload.Arrival(Duration.ofSeconds(after), RULE.request(new SwfJob(number, after, 1, 1, 1, 1)));
    }
}
