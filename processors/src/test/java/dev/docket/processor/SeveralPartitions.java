package dev.docket.processor;

import dev.docket.event.DecisionEvent;
import dev.docket.event.Event;
import dev.docket.queue.Rules;
import dev.docket.serde.EventFamily;
import dev.docket.serde.EventJson;
import dev.docket.serde.Reading;
import dev.docket.serde.Topics;
import dev.docket.store.IndexedStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A broker of logs in memory with one processor per partition: what the one partition of {@code TopologyTestDriver} cannot
 * show. Nothing is read until it is told to; records are appended under the broker's clock, by the partitioner that a Java
 * producer uses, and ticks by their own.
 */
final class SeveralPartitions implements AutoCloseable {

    static final Topics TOPICS = new Topics("test");
    static final long START = 1_700_000_000_000L;

    private final int count;
    private final QueueProcessorSupplier supplier;
    private final UnaryOperator<KeyValueStore<Bytes, byte[]>> stores;
    private final Rules rules;
    private final Path directory;
    private final Map<String, List<Stored>> logs = new HashMap<>();
    private final Map<String, Integer> read = new HashMap<>();
    private final List<Task> tasks = new ArrayList<>();
    private long now = START;
    private long brokerSkew;

    /** One record of a log. */
    record Stored(byte @Nullable [] key, byte @Nullable [] value, long time, Headers headers) {

        @Nullable
        String header(String name) {
            return headers.lastHeader(name) == null
                    ? null
                    : new String(headers.lastHeader(name).value(), StandardCharsets.UTF_8);
        }

        <T extends Event> T event(EventFamily<T> family) {
            return ((Reading.Parsed<T>) EventJson.read(value, family)).event();
        }
    }

    private record Task(
            int partition,
            MockProcessorContext<byte[], byte[]> context,
            Processor<byte[], byte[], byte[], byte[]> processor,
            KeyValueStore<Bytes, byte[]> store) {}

    SeveralPartitions(int count, Rules rules, Path directory) {
        this(count, rules, directory, store -> store);
    }

    /** With each store as the processor sees it wrapped in another. */
    SeveralPartitions(int count, Rules rules, Path directory, UnaryOperator<KeyValueStore<Bytes, byte[]>> stores) {
        this.count = count;
        this.rules = rules;
        this.directory = directory;
        this.stores = stores;
        supplier =
                new QueueProcessorSupplier(new QueueProcessorSupplier.Parts(TOPICS, count, rules, QueueMetrics.NONE));
        for (int partition = 0; partition < count; partition++) {
            tasks.add(assigned(partition));
        }
    }

    private Task assigned(int partition) {
        MockProcessorContext<byte[], byte[]> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, partition), directory.toFile());
        context.setCurrentSystemTimeMs(now);
        context.setCurrentStreamTimeMs(now);
        KeyValueStore<Bytes, byte[]> store = IndexedStores.builder(
                        IndexedStores.supplier(IndexedStores.Kind.IN_MEMORY, Nodes.STORE, () -> new StateIndex(rules)),
                        Map.of())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(stores.apply(store));
        Processor<byte[], byte[], byte[], byte[]> processor = supplier.get();
        processor.init(context);
        return new Task(partition, context, processor, store);
    }

    /** Another thread takes the task over: what the processor remembered is gone, what the instance knows is not. */
    void reassign(int partition) {
        Task old = tasks.get(partition);
        old.processor.close();
        tasks.set(partition, assigned(partition));
        old.store.close();
    }

    void advance(long millis) {
        now += millis;
        tasks.forEach(task -> task.context.setCurrentSystemTimeMs(now));
    }

    /** From now on the broker's clock differs by this much from the processors'. */
    void skewBroker(long millis) {
        brokerSkew = millis;
    }

    /** Lets the wall-clock punctuators of a partition run once. */
    void punctuate(int partition) {
        Task task = tasks.get(partition);
        task.context.scheduledPunctuators().forEach(p -> p.getPunctuator().punctuate(now));
        publish(task);
    }

    int append(String topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
        return append(topic, partition, key, value, new RecordHeaders());
    }

    int append(String topic, int partition, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        List<Stored> log = log(topic, partition);
        log.add(new Stored(key, value, now + brokerSkew, headers));
        return log.size() - 1;
    }

    List<Stored> log(String topic, int partition) {
        return logs.computeIfAbsent(topic + "-" + partition, unknown -> new ArrayList<>());
    }

    /** All that was appended to a topic, whatever the partition. */
    List<Stored> log(String topic) {
        List<Stored> all = new ArrayList<>();
        for (int partition = 0; partition < count; partition++) {
            all.addAll(log(topic, partition));
        }
        return all;
    }

    /** Reads one topic of one partition to its end, without what that appends. */
    void read(String topic, int partition) {
        int end = log(topic, partition).size();
        while (read.getOrDefault(topic + "-" + partition, 0) < end) {
            readOne(topic, partition);
        }
    }

    /** Reads the next record; if that throws, it is the next one again, and nothing that it did is left. */
    void readOne(String topic, int partition) {
        int offset = read.getOrDefault(topic + "-" + partition, 0);
        Stored stored = log(topic, partition).get(offset);
        Task task = tasks.get(partition);
        task.context.setRecordMetadata(topic, partition, offset);
        task.context.resetForwards();
        task.processor.process(new Record<>(stored.key, stored.value, stored.time, stored.headers));
        publish(task);
        read.put(topic + "-" + partition, offset + 1);
    }

    /** Reads everything, what that appends to the inputs included. */
    void readAll() {
        boolean more = true;
        while (more) {
            more = false;
            for (String topic : TOPICS.inputs()) {
                for (int partition = 0; partition < count; partition++) {
                    more |= read.getOrDefault(topic + "-" + partition, 0)
                            < log(topic, partition).size();
                    read(topic, partition);
                }
            }
        }
    }

    List<DecisionEvent> decisions() {
        return log(TOPICS.executionEvents()).stream()
                .map(stored -> stored.event(EventFamily.DECISIONS))
                .toList();
    }

    List<String> decisionNames() {
        return decisions().stream()
                .map(decision -> decision.type() + " " + decision.executionId())
                .toList();
    }

    List<Stored> deadLetters() {
        return log(TOPICS.deadLetters());
    }

    private void publish(Task task) {
        for (CapturedForward<? extends byte[], ? extends byte[]> forward : task.context.forwarded()) {
            String sink = forward.childName().orElseThrow();
            Record<? extends byte[], ? extends byte[]> record = forward.record();
            byte[] key = record.key();
            int partition = sink.equals(Nodes.TICKS)
                    ? only(new TickPartitioner()
                            .partitions(TOPICS.executionReports(), key, record.value(), count)
                            .orElseThrow())
                    : key == null ? 0 : BuiltInPartitioner.partitionForKey(key, count);
            append(topicOf(sink), partition, key, record.value(), record.headers());
        }
        task.context.resetForwards();
    }

    private static int only(Set<Integer> partitions) {
        return partitions.iterator().next();
    }

    private static String topicOf(String sink) {
        return switch (sink) {
            case Nodes.COMMANDS -> TOPICS.podCommands();
            case Nodes.EVENTS -> TOPICS.executionEvents();
            case Nodes.DEAD_LETTERS -> TOPICS.deadLetters();
            case Nodes.ROUTED_REQUESTS -> TOPICS.executionRequests();
            case Nodes.ROUTED_SETTINGS -> TOPICS.queueSettings();
            case Nodes.ROUTED_REPORTS, Nodes.TICKS -> TOPICS.executionReports();
            default -> throw new AssertionError("no such sink: " + sink);
        };
    }

    @Override
    public void close() {
        tasks.forEach(task -> {
            task.processor.close();
            task.store.close();
        });
    }
}
