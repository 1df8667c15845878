package dev.docket.processor;

import dev.docket.event.Event;
import dev.docket.event.ExecutionRequested;
import dev.docket.serde.EventJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Valid input for tests of the processor. */
final class Samples {

    private Samples() {}

    static ExecutionRequested request(String queue, String id) {
        return new ExecutionRequested(
                id,
                "ann",
                queue,
                null,
                "print()",
                null,
                null,
                "python:3.12",
                List.of("python3"),
                null,
                60,
                null,
                null,
                null,
                null,
                null);
    }

    static byte[] json(Event event) {
        return EventJson.write(event);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
