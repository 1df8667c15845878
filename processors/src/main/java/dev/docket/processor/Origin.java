package dev.docket.processor;

import dev.docket.event.Cause;
import dev.docket.queue.Arrival;
import dev.docket.serde.RecordHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Where a record came from, and what its headers say of its way.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset
 * @param time its broker time in epoch milliseconds, never negative
 * @param firstTime when a broker first appended it; the same as {@code time} unless it was sent on
 * @param wasRouted whether it was sent on from another partition
 * @param traceparent its trace context, if well-formed
 */
record Origin(
        String topic,
        int partition,
        long offset,
        long time,
        long firstTime,
        boolean wasRouted,
        @Nullable String traceparent) {

    /** Source: W3C Trace Context, version 00 and later of the same length. */
    private static final Pattern TRACEPARENT = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private static final Pattern MILLIS = Pattern.compile("[0-9]{1,18}");

    static Origin of(RecordMetadata metadata, Record<byte[], byte[]> record) {
        long time = Math.max(0, record.timestamp());
        boolean wasRouted = record.headers().lastHeader(RecordHeaders.ROUTED_FROM) != null;
        return new Origin(
                metadata.topic(),
                metadata.partition(),
                metadata.offset(),
                time,
                wasRouted ? firstTime(record.headers(), time) : time,
                wasRouted,
                text(record.headers(), RecordHeaders.TRACEPARENT, TRACEPARENT));
    }

    /** The same as the queue sees it. */
    Arrival arrival(long readAt, int bytes) {
        return new Arrival(
                new Cause(topic, partition, offset, Instant.ofEpochMilli(time)), firstTime, readAt, bytes, traceparent);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }

    private static long firstTime(Headers headers, long time) {
        String millis = text(headers, RecordHeaders.FIRST_TIME, MILLIS);
        return millis == null ? time : Math.min(time, Long.parseLong(millis));
    }

    private static @Nullable String text(Headers headers, String name, Pattern form) {
        Header header = headers.lastHeader(name);
        if (header == null || header.value() == null) {
            return null;
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        return form.matcher(text).matches() ? text : null;
    }
}
