package dev.docket.launcher;

import dev.docket.serde.RecordHeaders;
import dev.docket.serde.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A record of {@code pod-commands} that is no command, as it goes to the dead letters: raw, perhaps cut. */
final class DeadLetter {
    private static final int LONGEST = 512 * 1024;

    private DeadLetter() {}

    static ProducerRecord<String, byte[]> of(String topic, ConsumerRecord<?, byte[]> from, Unreadable<?> why) {
        byte[] value = from.value() == null ? new byte[0] : from.value();
        String key = from.key() == null ? null : from.key().toString();
        ProducerRecord<String, byte[]> letter =
                new ProducerRecord<>(topic, key, value.length > LONGEST ? Arrays.copyOf(value, LONGEST) : from.value());
        header(letter, RecordHeaders.DEAD_TOPIC, from.topic());
        header(letter, RecordHeaders.DEAD_PARTITION, Integer.toString(from.partition()));
        header(letter, RecordHeaders.DEAD_OFFSET, Long.toString(from.offset()));
        header(letter, RecordHeaders.DEAD_TIME, Long.toString(from.timestamp()));
        header(letter, RecordHeaders.DEAD_REASON, why.reason().name());
        header(letter, RecordHeaders.DEAD_MESSAGE, why.message());
        header(letter, RecordHeaders.DEAD_LENGTH, Integer.toString(value.length));
        header(letter, RecordHeaders.DEAD_SHA256, sha256(value));
        return letter;
    }

    private static void header(ProducerRecord<?, ?> record, String name, String value) {
        record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
