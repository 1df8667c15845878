package dev.docket.topology;

import dev.docket.serde.RecordHeaders;
import dev.docket.serde.Unreadable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;

/** What a dead letter says of the record that it was. */
final class DeadLetterAssert extends AbstractAssert<DeadLetterAssert, TestRecord<byte[], byte[]>> {

    private static final int MOST = 64 * 1024;

    private DeadLetterAssert(TestRecord<byte[], byte[]> letter) {
        super(letter, DeadLetterAssert.class);
    }

    static DeadLetterAssert assertThatTheOnlyOne(List<TestRecord<byte[], byte[]>> letters) {
        Assertions.assertThat(letters).as("dead letters").hasSize(1);
        return assertThatTheLast(letters);
    }

    static DeadLetterAssert assertThatTheLast(List<TestRecord<byte[], byte[]>> letters) {
        Assertions.assertThat(letters).as("dead letters").isNotEmpty();
        return new DeadLetterAssert(letters.get(letters.size() - 1));
    }

    DeadLetterAssert says(Unreadable.Reason reason) {
        Assertions.assertThat(header(RecordHeaders.DEAD_REASON)).isEqualTo(reason.name());
        Assertions.assertThat(header(RecordHeaders.DEAD_MESSAGE)).isNotBlank().hasSizeLessThan(1000);
        return this;
    }

    DeadLetterAssert saysInWords(String part) {
        Assertions.assertThat(header(RecordHeaders.DEAD_MESSAGE)).contains(part);
        return this;
    }

    DeadLetterAssert cameFrom(String topic, int partition, long offset, Instant time) {
        Assertions.assertThat(header(RecordHeaders.DEAD_TOPIC)).isEqualTo(topic);
        Assertions.assertThat(header(RecordHeaders.DEAD_PARTITION)).isEqualTo(Integer.toString(partition));
        Assertions.assertThat(header(RecordHeaders.DEAD_OFFSET)).isEqualTo(Long.toString(offset));
        Assertions.assertThat(header(RecordHeaders.DEAD_TIME)).isEqualTo(Long.toString(time.toEpochMilli()));
        return this;
    }

    /** The key and the value as received, cut if they are long, with length and hash of the whole value. */
    DeadLetterAssert holds(byte @Nullable [] key, byte @Nullable [] value) {
        Assertions.assertThat(actual.key())
                .isEqualTo(key == null ? null : Arrays.copyOf(key, Math.min(key.length, 1024)));
        if (value == null) {
            Assertions.assertThat(actual.value()).isNull();
            Assertions.assertThat(names()).doesNotContain(RecordHeaders.DEAD_LENGTH, RecordHeaders.DEAD_SHA256);
        } else {
            Assertions.assertThat(actual.value()).isEqualTo(Arrays.copyOf(value, Math.min(value.length, MOST)));
            Assertions.assertThat(header(RecordHeaders.DEAD_LENGTH)).isEqualTo(Integer.toString(value.length));
            Assertions.assertThat(header(RecordHeaders.DEAD_SHA256)).isEqualTo(sha256(value));
        }
        return this;
    }

    private Set<String> names() {
        Set<String> names = new HashSet<>();
        actual.headers().forEach(header -> names.add(header.key()));
        return names;
    }

    private String header(String name) {
        Header header = actual.headers().lastHeader(name);
        Assertions.assertThat(header).as(name).isNotNull();
        Assertions.assertThat(actual.headers().headers(name))
                .as("%s, once", name)
                .hasSize(1);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
