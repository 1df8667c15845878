package dev.docket.processor;

import dev.docket.queue.Payload;
import dev.docket.serde.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** The payload of a pending execution as bytes: JSON, part of the state format. */
final class PayloadFormat {

    private PayloadFormat() {}

    static byte[] write(Payload payload) {
        try {
            return EventJson.values().writeValueAsBytes(payload);
        } catch (IOException e) {
            throw new UncheckedIOException("a checked request can always be written", e);
        }
    }

    static Payload read(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try {
            return EventJson.values().readValue(bytes, Payload.class);
        } catch (IOException e) {
            throw new UncheckedIOException("the payload of a pending execution cannot be read", e);
        }
    }
}
