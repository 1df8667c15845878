package dev.docket.processor;

import dev.docket.event.Command;
import dev.docket.event.DecisionEvent;
import dev.docket.event.ExecutionScheduled;
import dev.docket.event.Tick;
import dev.docket.queue.Effects;
import dev.docket.serde.EventJson;
import dev.docket.serde.RecordHeaders;
import dev.docket.serde.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Sends what was decided to the topics, each record through the sink made for it. */
final class Outbox implements Effects {

    private static final int MAX_DEAD_BYTES = 64 * 1024;
    private static final int MAX_DEAD_KEY_BYTES = 1024;

    private final ProcessorContext<byte[], byte[]> context;
    private final QueueMetrics metrics;
    private boolean tickWanted;

    Outbox(ProcessorContext<byte[], byte[]> context, QueueMetrics metrics) {
        this.context = context;
        this.metrics = metrics;
    }

    @Override
    public void decided(DecisionEvent decision) {
        forward(decision.queue(), EventJson.write(decision), null, Nodes.EVENTS);
        metrics.decided(decision.type());
        if (decision instanceof ExecutionScheduled scheduled) {
            metrics.waited(scheduled.priority(), scheduled.waitMillis());
            Boolean within = scheduled.withinP90();
            if (within != null) {
                metrics.estimated(within);
            }
        }
    }

    @Override
    public void command(Command command, @Nullable String traceparent) {
        forward(command.executionId(), EventJson.write(command), traceparent, Nodes.COMMANDS);
    }

    @Override
    public void wantTick() {
        tickWanted = true;
    }

    /** Whether a tick was wanted since this was last asked. */
    boolean takeTickWanted() {
        boolean wanted = tickWanted;
        tickWanted = false;
        return wanted;
    }

    void tick(int partition) {
        forward(TickPartitioner.keyFor(partition), EventJson.write(new Tick(partition)), null, Nodes.TICKS);
    }

    /** Sends a value on, as it is, to the partition that owns its queue. Of its headers only those go along that are read. */
    void sendOn(Record<byte[], byte[]> record, String queue, Origin origin, String sink) {
        Record<byte[], byte[]> routed = new Record<>(utf8(queue), record.value(), origin.time());
        String traceparent = origin.traceparent();
        if (traceparent != null) {
            put(routed.headers(), RecordHeaders.TRACEPARENT, traceparent);
        }
        put(routed.headers(), RecordHeaders.FIRST_TIME, Long.toString(origin.firstTime()));
        put(routed.headers(), RecordHeaders.ROUTED_FROM, origin.toString());
        context.forward(routed, sink);
    }

    void deadLetter(Record<byte[], byte[]> record, Origin origin, Unreadable.Reason reason, String message) {
        byte[] value = record.value();
        Record<byte[], byte[]> dead =
                new Record<>(cut(record.key(), MAX_DEAD_KEY_BYTES), cut(value, MAX_DEAD_BYTES), origin.time());
        Headers headers = dead.headers();
        put(headers, RecordHeaders.DEAD_TOPIC, origin.topic());
        put(headers, RecordHeaders.DEAD_PARTITION, Integer.toString(origin.partition()));
        put(headers, RecordHeaders.DEAD_OFFSET, Long.toString(origin.offset()));
        put(headers, RecordHeaders.DEAD_TIME, Long.toString(origin.time()));
        put(headers, RecordHeaders.DEAD_REASON, reason.name());
        put(headers, RecordHeaders.DEAD_MESSAGE, message);
        if (value != null) {
            put(headers, RecordHeaders.DEAD_LENGTH, Integer.toString(value.length));
            put(headers, RecordHeaders.DEAD_SHA256, Sha256.hex(value));
        }
        context.forward(dead, Nodes.DEAD_LETTERS);
        metrics.deadLetter(reason);
    }

    private void forward(String key, byte[] value, @Nullable String traceparent, String sink) {
        // When it is sent, which is when a tick was sent too: stream time stands still where nothing comes in.
        Record<byte[], byte[]> record = new Record<>(utf8(key), value, context.currentSystemTimeMs());
        if (traceparent != null) {
            put(record.headers(), RecordHeaders.TRACEPARENT, traceparent);
        }
        context.forward(record, sink);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int most) {
        return bytes == null || bytes.length <= most ? bytes : Arrays.copyOf(bytes, most);
    }
}
