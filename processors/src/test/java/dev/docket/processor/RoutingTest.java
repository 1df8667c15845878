package dev.docket.processor;

import static dev.docket.processor.Samples.bytes;
import static dev.docket.processor.Samples.json;
import static dev.docket.processor.Samples.request;
import static dev.docket.processor.SeveralPartitions.START;
import static dev.docket.processor.SeveralPartitions.TOPICS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.CancelRequested;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionExpired;
import dev.docket.event.ExecutionRejected;
import dev.docket.event.Incarnation;
import dev.docket.event.QueueSettings;
import dev.docket.event.Tick;
import dev.docket.queue.Rules;
import dev.docket.serde.EventFamily;
import dev.docket.serde.RecordHeaders;
import dev.docket.serde.Unreadable;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of producers that hash otherwise than Java ones reach the queue they mean, and open no second copy of it. */
class RoutingTest {

    private static final int COUNT = 4;
    private static final String QUEUE = "batch";
    private static final int OWNER = new Ownership(COUNT).ownerOf(QUEUE);
    private static final int STRANGER = (OWNER + 1) % COUNT;
    private static final String REQUESTS = TOPICS.executionRequests();

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    Path directory;

    private SeveralPartitions partitions;

    @BeforeEach
    void open() {
        partitions = new SeveralPartitions(COUNT, Rules.DEFAULTS, directory);
    }

    @AfterEach
    void close() {
        partitions.close();
    }

    @Test
    void aRecordOnItsOwnPartitionIsHandledThere() {
        partitions.append(REQUESTS, OWNER, null, json(request(QUEUE, "a")));
        partitions.readAll();

        assertThat(partitions.decisionNames()).containsExactly("ExecutionAccepted a", "ExecutionScheduled a");
        assertThat(partitions.log(REQUESTS)).hasSize(1);
    }

    @Test
    void aRequestOnAnotherPartitionIsSentOnOnceWithWhereAndWhenItFirstCame() {
        partitions.append(
                REQUESTS, STRANGER, bytes("some key"), json(request(QUEUE, "a")), headers("traceparent", TRACE));
        partitions.advance(5000);
        partitions.read(REQUESTS, STRANGER);

        assertThat(partitions.decisions()).isEmpty();
        assertThat(partitions.log(REQUESTS, OWNER)).hasSize(1);
        SeveralPartitions.Stored sentOn = partitions.log(REQUESTS, OWNER).get(0);
        assertThat(sentOn.key()).isEqualTo(bytes(QUEUE));
        assertThat(sentOn.value()).isEqualTo(json(request(QUEUE, "a")));
        assertThat(sentOn.header(RecordHeaders.FIRST_TIME)).isEqualTo(Long.toString(START));
        assertThat(sentOn.header(RecordHeaders.ROUTED_FROM)).isEqualTo(REQUESTS + "-" + STRANGER + "@0");
        assertThat(sentOn.header("traceparent")).isEqualTo(TRACE);

        partitions.readAll();
        assertThat(partitions.decisionNames()).containsExactly("ExecutionAccepted a", "ExecutionScheduled a");
        assertThat(partitions.log(TOPICS.podCommands()).get(0).event(EventFamily.COMMANDS))
                .isInstanceOfSatisfying(
                        CreatePodCommand.class,
                        command -> assertThat(command.incarnation()).isEqualTo(new Incarnation(OWNER, 0)));
    }

    @Test
    void aCancelAReportAndSettingsAreSentOnAsWell() {
        partitions.append(REQUESTS, OWNER, null, json(request(QUEUE, "a")));
        partitions.readAll();
        partitions.append(REQUESTS, STRANGER, null, json(new CancelRequested("a", QUEUE, null, null)));
        partitions.readAll();
        partitions.append(
                TOPICS.executionReports(),
                STRANGER,
                null,
                json(new ExecutionCompleted(QUEUE, "a", new Incarnation(OWNER, 0), 1, null, null)));
        partitions.append(
                TOPICS.queueSettings(), STRANGER, null, json(new QueueSettings(QUEUE, 3, null, null, null, null)));
        partitions.append(TOPICS.queueSettings(), STRANGER, bytes(QUEUE), null);
        partitions.readAll();

        assertThat(partitions.decisionNames())
                .containsExactly(
                        "ExecutionAccepted a",
                        "ExecutionScheduled a",
                        "CancelNoted a",
                        "ExecutionCompleted a",
                        "QueueSettingsApplied null",
                        "QueueSettingsApplied null");
        assertThat(partitions.deadLetters()).isEmpty();
    }

    @Test
    void thereIsNoSecondHop() {
        byte[] value = json(request(QUEUE, "a"));
        partitions.append(
                REQUESTS, STRANGER, null, value, headers(RecordHeaders.ROUTED_FROM, REQUESTS + "-" + OWNER + "@7"));
        partitions.readAll();

        assertThat(partitions.log(REQUESTS)).as("nothing was sent on").hasSize(1);
        assertThat(partitions.decisions()).isEmpty();
        assertThat(partitions.deadLetters()).hasSize(1);
        SeveralPartitions.Stored dead = partitions.deadLetters().get(0);
        assertThat(dead.header(RecordHeaders.DEAD_REASON)).isEqualTo(Unreadable.Reason.MISROUTED.name());
        assertThat(dead.header(RecordHeaders.DEAD_TOPIC)).isEqualTo(REQUESTS);
        assertThat(dead.header(RecordHeaders.DEAD_PARTITION)).isEqualTo(Integer.toString(STRANGER));
        assertThat(dead.header(RecordHeaders.DEAD_OFFSET)).isEqualTo("0");
        assertThat(dead.value()).isEqualTo(value);
    }

    @Test
    void theFirstTimeDecidesWhetherARequestIsTooOld() {
        partitions.append(REQUESTS, STRANGER, null, json(request(QUEUE, "old")));
        partitions.append(REQUESTS, OWNER, null, json(request(QUEUE, "fresh")));
        partitions.advance(Rules.DEFAULTS.memory().staleTimeout().toMillis());
        partitions.read(REQUESTS, STRANGER);
        partitions.read(REQUESTS, OWNER);
        assertThat(partitions.decisionNames())
                .as("to the millisecond")
                .hasSize(4)
                .doesNotContain("ExecutionExpired old");

        partitions.append(REQUESTS, STRANGER, null, json(request(QUEUE, "older")));
        partitions.advance(Rules.DEFAULTS.memory().staleTimeout().toMillis() + 1);
        partitions.readAll();
        assertThat(partitions.decisions().get(4)).isInstanceOf(ExecutionExpired.class);
    }

    @Test
    void aRequestThatNamesNoQueueIsRejectedWhereItStands() {
        IntStream.range(0, COUNT)
                .forEach(partition -> partitions.append(REQUESTS, partition, null, json(request("No Queue", "a"))));
        partitions.readAll();

        assertThat(partitions.decisions()).hasSize(COUNT).allMatch(ExecutionRejected.class::isInstance);
        assertThat(partitions.log(REQUESTS)).hasSize(COUNT);
    }

    @Test
    void aRequestWithoutAQueueMeansTheDefaultOneWhereverItStands() {
        IntStream.range(0, COUNT)
                .forEach(partition ->
                        partitions.append(REQUESTS, partition, null, json(request(null, "e" + partition))));
        partitions.readAll();

        assertThat(partitions.log(REQUESTS, new Ownership(COUNT).ownerOf("default")))
                .hasSize(COUNT);
        assertThat(partitions.decisions()).hasSize(2 * COUNT);
    }

    @Test
    void whatIsTooLargeToBeSentOnIsADeadLetterAndJunkInHeadersStaysBehind() {
        byte[] value = json(new CancelRequested("a", QUEUE, "#".repeat(3 << 20), null));
        partitions.append(REQUESTS, STRANGER, null, value);
        partitions.append(REQUESTS, STRANGER, null, json(request(QUEUE, "b")), headers("junk", "#".repeat(3 << 20)));
        partitions.readAll();

        assertThat(partitions.deadLetters())
                .extracting(dead -> dead.header(RecordHeaders.DEAD_REASON))
                .containsExactly(Unreadable.Reason.TOO_LARGE.name());
        assertThat(partitions.log(REQUESTS, OWNER)).hasSize(1);
        assertThat(partitions.log(REQUESTS, OWNER).get(0).header("junk")).isNull();
        assertThat(partitions.decisionNames()).contains("ExecutionAccepted b");
    }

    @Test
    void aTickIsNeverSentOn() {
        partitions.append(TOPICS.executionReports(), STRANGER, null, json(new Tick(OWNER)));
        partitions.readAll();

        assertThat(partitions.log(TOPICS.executionReports())).hasSize(1);
        assertThat(partitions.deadLetters()).hasSize(1);
    }

    @Test
    void manyQueuesFromAForeignPartitionerEachLiveOnOnePartitionOnly() {
        for (int i = 0; i < 200; i++) {
            partitions.append(REQUESTS, i % COUNT, null, json(request("queue-" + i % 40, "e" + i)));
        }
        partitions.readAll();

        assertThat(partitions.deadLetters()).isEmpty();
        assertThat(partitions.decisionNames())
                .filteredOn(name -> name.startsWith("ExecutionAccepted"))
                .hasSize(200);
        for (int partition = 0; partition < COUNT; partition++) {
            int own = partition;
            assertThat(partitions.log(TOPICS.executionEvents(), partition))
                    .extracting(stored -> stored.event(EventFamily.DECISIONS))
                    .allMatch(decision -> decision.decision().cause().partition() == own
                            && new Ownership(COUNT).ownerOf(decision.queue()) == own);
        }
    }

    private static Headers headers(String name, String value) {
        return new org.apache.kafka.common.header.internals.RecordHeaders().add(name, bytes(value));
    }
}
