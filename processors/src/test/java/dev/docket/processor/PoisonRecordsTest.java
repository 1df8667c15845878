package dev.docket.processor;

import static dev.docket.processor.Samples.bytes;
import static dev.docket.processor.Samples.json;
import static dev.docket.processor.Samples.request;
import static dev.docket.processor.SeveralPartitions.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.docket.queue.Rules;
import dev.docket.serde.RecordHeaders;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A record that meets a defect fails once and is then left out; a failure of Kafka or of the state never counts as one. */
class PoisonRecordsTest {

    private static final String REQUESTS = TOPICS.executionRequests();

    @TempDir
    Path directory;

    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private SeveralPartitions partitions;

    @BeforeEach
    void open() {
        partitions = new SeveralPartitions(1, Rules.DEFAULTS, directory, store -> failing(store, failures));
    }

    @AfterEach
    void close() {
        partitions.close();
    }

    @Test
    void failsTheFirstTimeAndIsADeadLetterTheSecondTime() {
        byte[] value = json(request("default", "a"));
        partitions.append(REQUESTS, 0, bytes("k"), value);
        partitions.append(REQUESTS, 0, null, json(request("default", "b")));
        failures.add(new IllegalStateException("a defect"));

        assertThatThrownBy(() -> partitions.readOne(REQUESTS, 0))
                .isInstanceOf(PoisonRecordException.class)
                .hasRootCauseMessage("a defect");
        assertThat(partitions.deadLetters())
                .as("the transaction takes it all back")
                .isEmpty();
        partitions.reassign(0);
        partitions.readAll();

        assertThat(partitions.deadLetters()).hasSize(1);
        SeveralPartitions.Stored dead = partitions.deadLetters().get(0);
        assertThat(dead.header(RecordHeaders.DEAD_REASON)).isEqualTo("FAILED");
        assertThat(dead.header(RecordHeaders.DEAD_TOPIC)).isEqualTo(REQUESTS);
        assertThat(dead.header(RecordHeaders.DEAD_OFFSET)).isEqualTo("0");
        assertThat(dead.key()).isEqualTo(bytes("k"));
        assertThat(dead.value()).isEqualTo(value);
        assertThat(partitions.decisionNames()).containsExactly("ExecutionAccepted b", "ExecutionScheduled b");
    }

    @Test
    void onlyThatRecordIsLeftOut() {
        partitions.append(REQUESTS, 0, null, json(request("default", "a")));
        failures.add(new NullPointerException());
        assertThatThrownBy(() -> partitions.readOne(REQUESTS, 0)).isInstanceOf(PoisonRecordException.class);
        partitions.reassign(0);
        partitions.readAll();

        partitions.append(REQUESTS, 0, null, json(request("default", "a")));
        partitions.append(TOPICS.queueSettings(), 0, bytes("default"), null);
        partitions.readAll();

        assertThat(partitions.deadLetters())
                .as("the same offset of another topic is another record")
                .hasSize(1);
        assertThat(partitions.decisionNames())
                .containsExactly("ExecutionAccepted a", "ExecutionScheduled a", "QueueSettingsApplied null");
    }

    static KafkaException[] ofKafka() {
        return new KafkaException[] {
            new KafkaException("the broker is gone"),
            new TaskMigratedException("fenced"),
            new ProcessorStateException("the disk is full"),
            new org.apache.kafka.common.errors.TimeoutException("late")
        };
    }

    @ParameterizedTest
    @MethodSource("ofKafka")
    void aFailureOfKafkaIsPassedOnAndTheRecordIsHandledTheNextTime(KafkaException failure) {
        partitions.append(REQUESTS, 0, null, json(request("default", "a")));
        for (int i = 0; i < 3; i++) {
            failures.add(failure);
            assertThatThrownBy(() -> partitions.readOne(REQUESTS, 0)).isSameAs(failure);
            partitions.reassign(0);
        }
        partitions.readAll();

        assertThat(partitions.deadLetters()).isEmpty();
        assertThat(partitions.decisionNames()).containsExactly("ExecutionAccepted a", "ExecutionScheduled a");
    }

    @Test
    void remembersABoundedNumberOfRecordsByTopicPartitionAndOffset() {
        PoisonRecords poison = new PoisonRecords();
        for (int offset = 0; offset < 20_000; offset++) {
            poison.add(new Origin("t", 0, offset, 0, 0, false, null));
        }

        assertThat(poison.contains(new Origin("t", 0, 19_999, 0, 0, false, null)))
                .isTrue();
        assertThat(poison.contains(new Origin("t", 0, 0, 0, 0, false, null)))
                .as("bounded")
                .isFalse();
        assertThat(poison.contains(new Origin("t", 1, 19_999, 0, 0, false, null)))
                .isFalse();
    }

    /** The store, whose next writes fail with these. */
    private static KeyValueStore<Bytes, byte[]> failing(
            KeyValueStore<Bytes, byte[]> store, Deque<RuntimeException> failures) {
        @SuppressWarnings("unchecked")
        KeyValueStore<Bytes, byte[]> proxy = (KeyValueStore<Bytes, byte[]>) Proxy.newProxyInstance(
                PoisonRecordsTest.class.getClassLoader(),
                new Class<?>[] {KeyValueStore.class},
                (self, method, args) -> {
                    if (method.getName().equals("put") && !failures.isEmpty()) {
                        throw failures.remove();
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return proxy;
    }
}
