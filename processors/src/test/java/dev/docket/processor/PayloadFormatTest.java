package dev.docket.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.docket.event.ExecutionSpec;
import dev.docket.event.Metadata;
import dev.docket.queue.Payload;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a waiting request comes back, or is known not to. */
final class PayloadFormatTest {

    private static final Payload PAYLOAD = new Payload(
            new ExecutionSpec(
                    "print(1)", "python", null, "python:3", List.of("python"), "main.py", 60, "1", "1", "1Gi", "1Gi"),
            null,
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    @Test
    void whatWasWrittenIsRead() {
        assertThat(PayloadFormat.read(ByteBuffer.wrap(PayloadFormat.write(PAYLOAD))))
                .isEqualTo(PAYLOAD);
    }

    @Test
    void theBytesAreTheMappers() throws IOException {
        Metadata metadata = new Metadata("e", null, "ä\"\u2028𝄞", Instant.parse("2026-11-23T21:38:07.9876Z"));
        ExecutionSpec plain =
                new ExecutionSpec("", null, null, "busybox", List.of("true", ""), "script", 1, "0", "0", "0", "0");
        for (Payload payload : List.of(
                PAYLOAD,
                new Payload(PAYLOAD.spec(), metadata, PAYLOAD.traceparent()),
                new Payload(plain, new Metadata(null, null, null, null), null),
                new Payload(plain, null, null))) {
            byte[] written = PayloadFormat.write(payload);
            assertThat(written).isEqualTo(EventJson.values().writeValueAsBytes(payload));
            assertThat(PayloadFormat.read(ByteBuffer.wrap(written))).isEqualTo(payload);
        }
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        String written = new String(PayloadFormat.write(PAYLOAD), StandardCharsets.UTF_8);
        String later = written.replace("{\"spec\":{", "{\"later\":{\"x\":[1]},\"spec\":{\"later\":true,");
        assertThat(PayloadFormat.read(ByteBuffer.wrap(later.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(PAYLOAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{}",
                "{\"spec\":null}",
                "{\"spec\":{\"script\":\"x\"}}",
                "{\"spec\":{\"timeoutSeconds\":-1}}",
                "\u0000\u0001\u0002"
            })
    void anythingElseIsKnownNotToBeOne(String bytes) {
        assertThat(PayloadFormat.read(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8))))
                .isNull();
    }

    @Test
    void nothingThatIsCutShortIsReadOrThrows() {
        byte[] whole = PayloadFormat.write(PAYLOAD);
        for (int length = 0; length < whole.length; length++) {
            assertThat(PayloadFormat.read(ByteBuffer.wrap(whole, 0, length)))
                    .as("%s bytes", length)
                    .isNull();
        }
    }
}
