package dev.docket.topology;

import dev.docket.config.Installation;
import dev.docket.event.CancelRequested;
import dev.docket.event.Command;
import dev.docket.event.CreatePodCommand;
import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.event.ExecutionCompleted;
import dev.docket.event.ExecutionStarted;
import dev.docket.event.Incarnation;
import dev.docket.event.PodRun;
import dev.docket.event.QueueSettings;
import dev.docket.event.Report;
import dev.docket.processor.Nodes;
import dev.docket.processor.QueueMetrics;
import dev.docket.processor.QueueProcessorSupplier;
import dev.docket.processor.StateIndex;
import dev.docket.queue.Line;
import dev.docket.queue.PartitionIndex;
import dev.docket.queue.Rules;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import dev.docket.serde.Topics;
import dev.docket.store.IndexAccess;
import dev.docket.store.IndexedStores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * The coordinator's whole topology on one partition, without a broker and without waiting: time stands still until it is
 * advanced, for brokers and for the coordinator alike. Ticks that the topology sends come back to it, as they would, behind
 * what is there; an independent {@link AuditReader} reads every decision and complains of any that breaks an invariant.
 */
final class TopologyDriver implements AutoCloseable {

    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
    static final Topics TOPICS = new Topics("test");
    static final String DEFAULT = "default";
    private static final String APPLICATION = "test.coordinator";

    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> requests;
    private final TestInputTopic<byte[], byte[]> reports;
    private final TestInputTopic<byte[], byte[]> settings;
    private final TestOutputTopic<byte[], byte[]> events;
    private final TestOutputTopic<byte[], byte[]> pods;
    private final TestOutputTopic<byte[], byte[]> dead;
    private final TestOutputTopic<byte[], byte[]> sentBack;
    private final TestOutputTopic<byte[], byte[]> changelog;
    private final List<TestRecord<byte[], byte[]>> changes = new ArrayList<>();
    private final List<DecisionEvent> decisions = new ArrayList<>();
    private final List<TestRecord<byte[], byte[]>> commandRecords = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final List<TestRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
    private final AuditReader audit;
    private int ticks;
    private boolean closed;
    private Instant now;

    /** Where and when a driver begins. */
    record Setup(
            Rules rules,
            QueueMetrics metrics,
            Instant start,
            IndexedStores.Kind store,
            List<TestRecord<byte[], byte[]>> restored,
            AuditReader audit) {

        static Setup of(Rules rules) {
            return new Setup(
                    rules,
                    QueueMetrics.NONE,
                    START,
                    IndexedStores.Kind.IN_MEMORY,
                    List.of(),
                    new AuditReader(rules.limits()));
        }

        Setup telling(QueueMetrics other) {
            return new Setup(rules, other, start, store, restored, audit);
        }

        Setup at(Instant other) {
            return new Setup(rules, metrics, other, store, restored, audit);
        }

        Setup in(IndexedStores.Kind other) {
            return new Setup(rules, metrics, start, other, restored, audit);
        }

        /** With the state of another, from its changelog alone: all that is left after a crash. */
        Setup after(TopologyDriver other) {
            return new Setup(rules, metrics, start, store, List.copyOf(other.changelog()), audit);
        }

        TopologyDriver open() {
            return new TopologyDriver(this);
        }
    }

    static TopologyDriver of(Rules rules) {
        return Setup.of(rules).open();
    }

    private TopologyDriver(Setup setup) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        // There is no global store; without it, Kafka warns for each driver.
        properties.put("processing.exception.handler.global.enabled", true);
        driver = new TopologyTestDriver(
                CoordinatorTopology.build(
                        new QueueProcessorSupplier.Parts(TOPICS, 1, setup.rules(), setup.metrics()), setup.store()),
                properties,
                setup.start());
        now = setup.start();
        audit = setup.audit();
        requests = input(TOPICS.executionRequests());
        reports = input(TOPICS.executionReports());
        settings = input(TOPICS.queueSettings());
        events = output(TOPICS.executionEvents());
        pods = output(TOPICS.podCommands());
        dead = output(TOPICS.deadLetters());
        sentBack = output(TOPICS.executionReports());
        changelog = output(APPLICATION + "-" + Nodes.STORE + "-changelog");
        KeyValueStore<Bytes, byte[]> state = driver.getKeyValueStore(Nodes.STORE);
        for (TestRecord<byte[], byte[]> record : setup.restored()) {
            state.put(Bytes.wrap(record.key()), record.value());
            // Offsets begin anew with each driver; these make sure that no incarnation comes twice.
            requests.pipeInput(new byte[0], new byte[0], setup.start());
        }
        dead.readRecordsToList();
    }

    private TestInputTopic<byte[], byte[]> input(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Instant now() {
        return now;
    }

    /** Lets time pass, the broker's and the coordinator's; what the topology sends itself meanwhile is read. */
    List<DecisionEvent> advance(Duration time) {
        now = now.plus(time);
        return gather(() -> driver.advanceWallClockTime(time));
    }

    List<DecisionEvent> submit(Requests request) {
        return submit(request, headers -> {});
    }

    List<DecisionEvent> submit(Requests request, Consumer<Headers> headers) {
        return request(bytes(request.queue() == null ? DEFAULT : request.queue()), json(request.event()), headers);
    }

    List<DecisionEvent> submit(String id) {
        return submit(Requests.request(id));
    }

    void submitAll(String... ids) {
        List.of(ids).forEach(this::submit);
    }

    List<DecisionEvent> cancel(String id) {
        return request(bytes(DEFAULT), json(new CancelRequested(id, null, "not needed", null)), headers -> {});
    }

    /** The launcher says that the container of the attempt that was launched last runs. */
    List<DecisionEvent> start(String id) {
        CreatePodCommand launched = launched(id);
        return report(new ExecutionStarted(
                launched.queue(), id, launched.incarnation(), launched.attempt(), "pod-" + id, "node-1", now, null));
    }

    /** The launcher says that the attempt that was launched last completed. */
    List<DecisionEvent> finish(String id) {
        return report(completed(launched(id)));
    }

    ExecutionCompleted completed(CreatePodCommand launched) {
        return completed(launched.executionId(), launched.incarnation(), launched.attempt(), launched.queue());
    }

    ExecutionCompleted completed(String id, Incarnation incarnation, int attempt, String queue) {
        return new ExecutionCompleted(
                queue,
                id,
                incarnation,
                attempt,
                new PodRun("pod-" + id, "node-1", 0, now.minusSeconds(1), now, "done"),
                null);
    }

    List<DecisionEvent> report(Report report) {
        return report(json(report));
    }

    List<DecisionEvent> report(byte @Nullable [] value) {
        return report(bytes(DEFAULT), value);
    }

    List<DecisionEvent> report(byte @Nullable [] key, byte @Nullable [] value) {
        return gather(() -> reports.pipeInput(record(key, value, now, headers -> {})));
    }

    List<DecisionEvent> settings(QueueSettings of) {
        return settings(bytes(Objects.requireNonNull(of.queue())), json(of));
    }

    List<DecisionEvent> settings(byte @Nullable [] key, byte @Nullable [] value) {
        return gather(() -> settings.pipeInput(record(key, value, now, headers -> {})));
    }

    List<DecisionEvent> maxActive(int slots) {
        return settings(new QueueSettings(DEFAULT, slots, null, null, null, null));
    }

    List<DecisionEvent> pause(boolean paused) {
        return settings(new QueueSettings(DEFAULT, null, null, null, null, paused));
    }

    List<DecisionEvent> request(byte @Nullable [] key, byte @Nullable [] value, Consumer<Headers> headers) {
        return request(key, value, now, headers);
    }

    List<DecisionEvent> request(
            byte @Nullable [] key, byte @Nullable [] value, Instant time, Consumer<Headers> headers) {
        return gather(() -> requests.pipeInput(record(key, value, time, headers)));
    }

    private static TestRecord<byte[], byte[]> record(
            byte @Nullable [] key, byte @Nullable [] value, Instant time, Consumer<Headers> headers) {
        RecordHeaders made = new RecordHeaders();
        headers.accept(made);
        return new TestRecord<>(key, value, made, time);
    }

    /** Everything decided since the driver was opened. */
    List<DecisionEvent> decisions() {
        return decisions;
    }

    List<DecisionEvent> decisionsOn(String id) {
        return decisions.stream()
                .filter(decision -> id.equals(decision.executionId()))
                .toList();
    }

    List<Command> commands() {
        return commands;
    }

    List<TestRecord<byte[], byte[]>> commandRecords() {
        return commandRecords;
    }

    List<Command> commandsFor(String id) {
        return commands.stream()
                .filter(command -> command.executionId().equals(id))
                .toList();
    }

    /** The executions that got a slot, in this order. */
    List<String> launched() {
        return commands.stream()
                .filter(CreatePodCommand.class::isInstance)
                .map(Command::executionId)
                .toList();
    }

    CreatePodCommand launched(String id) {
        return commands.stream()
                .filter(CreatePodCommand.class::isInstance)
                .map(CreatePodCommand.class::cast)
                .filter(command -> command.executionId().equals(id))
                .reduce((earlier, later) -> later)
                .orElseThrow(() -> new AssertionError(id + " was never launched, only " + launched()));
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return deadLetters;
    }

    /** How many ticks the topology has sent. */
    int ticks() {
        return ticks;
    }

    /** Everything that the store has written to its changelog. */
    List<TestRecord<byte[], byte[]>> changelog() {
        changes.addAll(changelog.readRecordsToList());
        return changes;
    }

    Line queue() {
        return queue(DEFAULT);
    }

    Line queue(String name) {
        return index().line(name);
    }

    PartitionIndex index() {
        return IndexAccess.to(driver.<Bytes, byte[]>getKeyValueStore(Nodes.STORE), StateIndex.class)
                .partition();
    }

    private List<DecisionEvent> gather(Runnable input) {
        int before = decisions.size();
        input.run();
        for (TestRecord<byte[], byte[]> record : written(events)) {
            DecisionEvent decision = parsed(record, EventFamily.DECISIONS);
            assertKey(record, decision.queue());
            audit.read(decision);
            decisions.add(decision);
        }
        for (TestRecord<byte[], byte[]> record : written(pods)) {
            Command command = parsed(record, EventFamily.COMMANDS);
            assertKey(record, command.executionId());
            audit.read(command);
            commandRecords.add(record);
            commands.add(command);
        }
        deadLetters.addAll(written(dead));
        ticks += written(sentBack).size();
        audit.compareWith(index());
        return List.copyOf(decisions.subList(before, decisions.size()));
    }

    /** What was written, none of which a broker may refuse for its size. */
    private static List<TestRecord<byte[], byte[]>> written(TestOutputTopic<byte[], byte[]> topic) {
        List<TestRecord<byte[], byte[]>> records = topic.readRecordsToList();
        for (TestRecord<byte[], byte[]> record : records) {
            if (record.value() != null && record.value().length > Installation.MAX_RECORD_BYTES - 1024) {
                throw new AssertionError("too large for any topic: " + record.value().length + " bytes");
            }
        }
        return records;
    }

    private static void assertKey(TestRecord<byte[], byte[]> record, String expected) {
        if (!expected.equals(new String(record.key(), StandardCharsets.UTF_8))) {
            throw new AssertionError("a record about " + expected + " has another key");
        }
    }

    private static <T extends Event> T parsed(TestRecord<byte[], byte[]> record, EventFamily<T> family) {
        if (EventJson.read(record.value(), family) instanceof Reading.Parsed<T> parsed) {
            return parsed.event();
        }
        throw new AssertionError(
                "the topology wrote what nobody can read: " + new String(record.value(), StandardCharsets.UTF_8));
    }

    static byte[] json(Event event) {
        return EventJson.write(event);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            driver.close();
        }
    }
}
