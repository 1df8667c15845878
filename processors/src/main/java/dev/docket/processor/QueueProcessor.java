package dev.docket.processor;

import dev.docket.event.Tick;
import dev.docket.serde.Unreadable;
import java.time.Duration;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record, lets the queue decide, sends what was decided. All state is in the store; what stands here can be lost
 * at any time.
 */
final class QueueProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private static final Duration ALARM_INTERVAL = Duration.ofMillis(200);
    private static final Duration LEVELS_INTERVAL = Duration.ofSeconds(1);

    private final QueueProcessorSupplier.Parts parts;
    private final PoisonRecords poison;
    private final InboundReader reader;
    private @Nullable Task task;

    /** What belongs to one assignment of the task. */
    private record Task(ProcessorContext<byte[], byte[]> context, Outbox outbox, Alarm alarm, Decider decider) {

        int partition() {
            return context.taskId().partition();
        }
    }

    QueueProcessor(QueueProcessorSupplier.Parts parts, PoisonRecords poison) {
        this.parts = parts;
        this.poison = poison;
        this.reader = new InboundReader(parts.topics(), new Ownership(parts.partitions()));
    }

    /** Asks nothing of the store yet: its index may still be in the making. */
    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(Nodes.STORE);
        Outbox outbox = new Outbox(context, parts.metrics());
        Task assigned = new Task(
                context,
                outbox,
                new Alarm(context.taskId().partition(), outbox),
                new Decider(store, parts.rules(), outbox));
        task = assigned;
        context.schedule(
                ALARM_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                now -> assigned.alarm().check(assigned.decider().index(), now));
        context.schedule(
                LEVELS_INTERVAL,
                PunctuationType.WALL_CLOCK_TIME,
                now -> parts.metrics()
                        .levels(assigned.partition(), assigned.decider().index()));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        Task current = task;
        if (current == null) {
            throw new IllegalStateException("a record before init");
        }
        long start = System.nanoTime();
        Origin origin = Origin.of(
                current.context()
                        .recordMetadata()
                        .orElseThrow(() -> new IllegalStateException("a record that came from no topic")),
                record);
        if (poison.contains(origin)) {
            current.outbox()
                    .deadLetter(record, origin, Unreadable.Reason.FAILED, "handling this record failed on a defect");
            return;
        }
        try {
            handle(record, origin, current);
        } catch (KafkaException e) {
            throw e;
        } catch (RuntimeException e) {
            // The transaction takes back what was done so far; the record comes again and is then left out.
            poison.add(origin);
            throw new PoisonRecordException(origin, e);
        }
        parts.metrics().handled(System.nanoTime() - start);
    }

    @Override
    public void close() {
        Task ending = task;
        task = null;
        if (ending != null) {
            parts.metrics().released(ending.partition());
        }
    }

    private void handle(Record<byte[], byte[]> record, Origin origin, Task current) {
        Inbound inbound = reader.read(record.key(), record.value(), origin);
        long now = current.context().currentSystemTimeMs();
        if (inbound instanceof Inbound.Dead dead) {
            current.outbox().deadLetter(record, origin, dead.reason(), dead.message());
        } else if (inbound instanceof Inbound.Foreign foreign) {
            current.outbox().sendOn(record, foreign.queue(), origin, sinkBackTo(origin));
        } else {
            if (inbound instanceof Inbound.OfLauncher launcher && launcher.report() instanceof Tick) {
                current.alarm().heard();
            }
            int bytes = record.value() == null ? 0 : record.value().length;
            current.decider().decide(inbound, origin.arrival(now, bytes));
            if (current.outbox().takeTickWanted()) {
                current.alarm().ring(now);
            }
        }
    }

    private String sinkBackTo(Origin origin) {
        if (origin.topic().equals(parts.topics().executionRequests())) {
            return Nodes.ROUTED_REQUESTS;
        }
        return origin.topic().equals(parts.topics().executionReports()) ? Nodes.ROUTED_REPORTS : Nodes.ROUTED_SETTINGS;
    }
}
