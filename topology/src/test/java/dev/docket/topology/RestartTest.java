package dev.docket.topology;

import static dev.docket.topology.QueueAssert.assertThat;
import static dev.docket.topology.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionRepeated;
import dev.docket.event.ExecutionState;
import dev.docket.event.Outcome;
import dev.docket.event.Priority;
import dev.docket.event.QueueSettings;
import dev.docket.serde.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** A coordinator that stopped, and another that has nothing but the changelog of the first. */
class RestartTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final TopologyDriver.Setup setup = TopologyDriver.Setup.of(TestRules.slots(2));

    @Test
    void goesOnWhereItWas() {
        TopologyDriver.Setup stopped;
        try (TopologyDriver before = setup.open()) {
            before.settings(new QueueSettings("default", 1, null, null, null, null));
            before.submit(request("low").with(Priority.LOW));
            before.submit(request("normal"));
            before.submit(request("high").with(Priority.HIGH));
            before.submit(request("done").in("other"));
            before.finish("done");
            before.cancel("overtaken");
            stopped = setup.after(before);
        }
        try (TopologyDriver after = stopped.open()) {
            assertThat(after.queue()).hasActive("low").hasPendingInOrder("high", "normal");
            assertThat(after.queue().limits().maxActive()).isEqualTo(1);
            assertThat(after.queue().ofUser("ann")).isEqualTo(3);
            assertThat(assertThat(after.submit(request("normal")))
                            .only(ExecutionRepeated.class)
                            .position())
                    .isEqualTo(1);
            ExecutionRepeated done =
                    assertThat(after.submit(request("done").in("other"))).only(ExecutionRepeated.class);
            assertThat(done.state()).isEqualTo(ExecutionState.FINISHED);
            assertThat(done.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(after.submit("overtaken")).are("ExecutionCancelled overtaken");

            after.cancel("low");
            after.advance(Duration.ofHours(1));
            assertThat(after.launched()).containsExactly("high");
        }
    }

    @Test
    void completionsThatWaitedInTheTopicWinOverEveryLease() {
        dev.docket.event.CreatePodCommand a;
        dev.docket.event.CreatePodCommand b;
        TopologyDriver.Setup stopped;
        try (TopologyDriver before = setup.open()) {
            before.submitAll("a", "b", "c");
            before.start("a");
            a = before.launched("a");
            b = before.launched("b");
            stopped = setup.after(before);
        }
        try (TopologyDriver after =
                stopped.at(TopologyDriver.START.plus(Duration.ofDays(2))).open()) {
            after.report(after.completed(a));
            after.report(after.completed(b));
            after.advance(Duration.ofSeconds(1));

            assertThat(after.decisions()).are("ExecutionCompleted a", "ExecutionScheduled c", "ExecutionCompleted b");
        }
    }

    @Test
    void whatNobodyCompletedMeanwhileEndsByTheTickBehindIt() {
        TopologyDriver.Setup stopped;
        try (TopologyDriver before = setup.open()) {
            before.submitAll("a", "b");
            stopped = setup.after(before);
        }
        try (TopologyDriver after =
                stopped.at(TopologyDriver.START.plus(Duration.ofMinutes(12))).open()) {
            after.advance(Duration.ofSeconds(1));

            assertThat(after.decisions()).are("ExecutionFailed a", "ExecutionFailed b");
        }
    }

    @Test
    void higherLimitsAfterARestartAreUsedWithoutAnyInput() {
        TopologyDriver.Setup stopped;
        try (TopologyDriver before = setup.open()) {
            before.submitAll("a", "b", "c", "d");
            stopped = setup.after(before);
        }
        TopologyDriver.Setup more = new TopologyDriver.Setup(
                TestRules.slots(3),
                stopped.metrics(),
                stopped.start(),
                stopped.store(),
                stopped.restored(),
                setup.audit());
        try (TopologyDriver after = more.open()) {
            setup.audit().slotsOf("default", 3);
            assertThat(after.advance(Duration.ofSeconds(1))).are("ExecutionScheduled c");
            assertThat(after.ticks()).isEqualTo(1);
        }
    }

    @Test
    void theTraceContextGoesFromTheRequestToItsCommandWheneverThatComes() {
        TopologyDriver.Setup stopped;
        try (TopologyDriver before = setup.open()) {
            before.maxActive(1);
            for (String id : new String[] {"at-once", "later", "after-restart"}) {
                before.submit(
                        request(id),
                        headers -> headers.add(RecordHeaders.TRACEPARENT, TopologyDriver.bytes(trace(id))));
            }
            before.submit("without");
            before.finish("at-once");
            assertThat(traceOfLastCommand(before)).isEqualTo(trace("later"));
            assertThat(text(before.commandRecords().get(0))).isEqualTo(trace("at-once"));
            stopped = setup.after(before);
        }
        try (TopologyDriver after = stopped.open()) {
            after.cancel("later");
            assertThat(after.commandRecords()).hasSize(1);
            after.maxActive(2);
            assertThat(traceOfLastCommand(after)).isEqualTo(trace("after-restart"));
            after.maxActive(3);
            assertThat(after.launched()).contains("without");
            assertThat(after.commandRecords().get(2).headers()).isEmpty();
        }
    }

    private static String trace(String id) {
        return TRACE.substring(0, 40) + String.format("%012x", id.hashCode() & 0xfffffffL) + "-01";
    }

    private static String traceOfLastCommand(TopologyDriver driver) {
        return text(driver.commandRecords().get(driver.commandRecords().size() - 1));
    }

    private static String text(TestRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader(RecordHeaders.TRACEPARENT).value(), StandardCharsets.UTF_8);
    }
}
