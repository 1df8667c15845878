package dev.docket.e2e;

import static dev.docket.e2e.CoordinatorRig.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.audit.AuditFigures;
import dev.docket.audit.Limits;
import dev.docket.coordinator.CoordinatorConfig;
import dev.docket.coordinator.Wiring;
import dev.docket.event.AttemptId;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionAccepted;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.Priority;
import dev.docket.processor.Nodes;
import dev.docket.processor.QueueMetrics;
import dev.docket.processor.QueueProcessorSupplier;
import dev.docket.serde.RecordHeaders;
import dev.docket.store.IndexedStores;
import dev.docket.topology.CoordinatorTopology;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A defect that shows in one record costs that record, and nothing else. */
@SuppressWarnings("try") // a launcher only has to be there
class PoisonOnBrokerIT {

    private static final int BEFORE = 5;
    private static final int AFTER = 20;

    @TempDir
    Path directory;

    @Test
    void aDefectCostsTheOneRecordAndLeavesNoTraceOfIt() throws Exception {
        DefectAtScheduling defect = new DefectAtScheduling();
        Map<String, String> settings = Map.of("queue.max-active", "8", "queue.max-per-user", "12");
        try (CoordinatorRig rig = new CoordinatorRig(directory, settings).startOn("state", defect);
                TopicTail events = rig.tail(TOPICS.executionEvents());
                TopicTail dead = rig.tail(TOPICS.deadLetters());
                Auditor auditor = new Auditor(rig.bootstrapServers(), new Limits(8, 12), false)) {
            submit(rig, 0, BEFORE);
            rig.send(
                    TOPICS.executionRequests(),
                    "default",
                    RequestLoad.request("poison", "default", "ann", Priority.BACKGROUND, "print(1)"));
            submit(rig, BEFORE, AFTER);

            ConsumerRecord<byte[], byte[]> letter = dead.await("dead letter", record -> true);
            auditor.awaitAnswers();

            assertThat(defect.failures)
                    .as("handled once, failed, and left out the next time")
                    .hasValue(1);
            assertThat(header(letter, RecordHeaders.DEAD_REASON)).isEqualTo("FAILED");
            assertThat(header(letter, RecordHeaders.DEAD_TOPIC)).isEqualTo(TOPICS.executionRequests());
            assertThat(new String(letter.value(), StandardCharsets.UTF_8)).contains("poison");
            assertThat(dead.all()).hasSize(1);
            List<DecisionEvent> decisions =
                    events.all().stream().map(CoordinatorRig::decision).toList();
            assertThat(decisions)
                    .as("what the record did was taken back")
                    .noneMatch(decision -> Objects.equals(decision.executionId(), "poison"));
            assertThat(decisions.stream().filter(ExecutionAccepted.class::isInstance))
                    .as("the twelve that this user may have, as if there were no thirteenth")
                    .extracting(DecisionEvent::executionId)
                    .containsExactly("e0", "e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8", "e9", "e10", "e11");
            assertThat(decisions.stream().filter(ExecutionRejected.class::isInstance))
                    .hasSize(AFTER - 12);
            try (ScriptedLauncher launcher = new ScriptedLauncher(rig.bootstrapServers(), 7)) {
                AuditFigures figures = auditor.awaitEnd();
                assertThat(launcher.isAtWork()).isTrue();
                assertThat(figures.clean()).as(figures.toString()).isTrue();
                assertThat(figures.ended()).isEqualTo(12);
            }
            try (TopicTail commands = rig.tail(TOPICS.podCommands())) {
                assertThat(commands.all())
                        .extracting(record -> CoordinatorRig.command(record).attemptId())
                        .extracting(AttemptId::executionId)
                        .doesNotContain("poison");
            }
            assertThat(rig.coordinator().isReady()).isTrue();
        }
    }

    private static void submit(CoordinatorRig rig, int from, int to) {
        for (int i = from; i < to; i++) {
            rig.submit("default", "e" + i);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Fails whenever something of the lowest priority is scheduled: after the store was written and events were sent. */
    private static final class DefectAtScheduling implements Wiring {

        private final AtomicInteger failures = new AtomicInteger();

        @Override
        public String storeName() {
            return Nodes.STORE;
        }

        @Override
        public Topology topology(CoordinatorConfig config, MeterRegistry meters) {
            QueueMetrics defective = new QueueMetrics() {
                @Override
                public void waited(Priority priority, long millis) {
                    if (priority == Priority.BACKGROUND) {
                        failures.incrementAndGet();
                        throw new IllegalStateException("a planned defect");
                    }
                }
            };
            return CoordinatorTopology.build(
                    new QueueProcessorSupplier.Parts(TOPICS, config.topics().partitions(), config.rules(), defective),
                    IndexedStores.Kind.ROCKSDB);
        }
    }
}
