package dev.docket.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.docket.serde.EventJson;

/** Values as JSON text. */
final class Json {

    private Json() {}

    static String text(Object value) {
        try {
            return EventJson.values().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can always be written", e);
        }
    }
}
