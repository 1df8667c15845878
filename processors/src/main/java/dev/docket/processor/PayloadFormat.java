package dev.docket.processor;

import dev.docket.queue.Payload;
import dev.docket.serde.EventJson;
import dev.docket.serde.StoredSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The payload of a pending execution as bytes: JSON, part of the state format. */
final class PayloadFormat {

    private static final Logger LOG = LoggerFactory.getLogger(PayloadFormat.class);

    private PayloadFormat() {}

    static byte[] write(Payload payload) {
        return new StoredSpec(payload.spec(), payload.metadata(), payload.traceparent()).toJson();
    }

    /** Null if this is no payload. */
    static @Nullable Payload read(ByteBuffer payload) {
        StoredSpec stored = StoredSpec.fromJson(payload.duplicate());
        if (stored != null) {
            return new Payload(stored.spec(), stored.metadata(), stored.traceparent());
        }
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        try {
            return EventJson.values().readValue(bytes, Payload.class);
        } catch (IOException e) {
            LOG.atError().setCause(e).log("the payload of a pending execution cannot be read");
            return null;
        }
    }
}
