package dev.docket.serde;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.docket.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Every event through the mapper: the rule for all that is read and written. {@link EventReader} and {@link EventWriter}
 * are faster ways to the same results.
 */
final class MappedJson {

    static final ObjectMapper MAPPER = WireMapper.create();

    private static final String VERSION = "1";

    /** Does not look behind the event: what stands there has a reason of its own. */
    private static final ObjectReader READER = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private MappedJson() {}

    static byte[] write(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an event can always be written", e);
        }
    }

    static <T extends Event> Reading<T> read(JsonText json, EventFamily<T> family) {
        try {
            Envelope envelope = envelope(json);
            if (envelope == null) {
                return new Unreadable<>(Unreadable.Reason.NOT_JSON, "the value is not a JSON object");
            }
            Class<? extends T> type =
                    envelope.type == null ? null : family.types().get(envelope.type);
            if (type == null) {
                return new Unreadable<>(
                        Unreadable.Reason.UNKNOWN_TYPE,
                        "the field type names none of "
                                + String.join(", ", family.types().keySet()));
            }
            if (!envelope.versionKnown) {
                return new Unreadable<>(
                        Unreadable.Reason.UNSUPPORTED_VERSION, "schemaVersion is not 1, the only version there is");
            }
            return event(json, type);
        } catch (JsonMappingException e) {
            return isSyntax(e.getCause()) ? notJson() : malformed(e);
        } catch (IOException e) {
            return notJson();
        }
    }

    private static JsonParser parser(JsonText json) throws IOException {
        return json.parser(MAPPER.getFactory());
    }

    private static <T extends Event> Reading<T> event(JsonText json, Class<? extends T> type) throws IOException {
        try (JsonParser parser = parser(json)) {
            T event = READER.forType(type).readValue(parser);
            return parser.nextToken() == null ? new Reading.Parsed<>(event) : notJson();
        }
    }

    private record Envelope(@Nullable String type, boolean versionKnown) {}

    /** Reads no further than needed; writers that put both fields first, as ours do, pay next to nothing. */
    private static @Nullable Envelope envelope(JsonText json) throws IOException {
        try (JsonParser parser = parser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            String type = null;
            boolean versionKnown = true;
            boolean sawVersion = false;
            while ((type == null || !sawVersion) && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("type") && token == JsonToken.VALUE_STRING) {
                    type = parser.getText();
                } else if (field.equals("schemaVersion")) {
                    versionKnown = token == JsonToken.VALUE_NULL
                            || (token == JsonToken.VALUE_NUMBER_INT
                                    && parser.getText().equals(VERSION));
                    sawVersion = true;
                }
                parser.skipChildren();
            }
            return new Envelope(type, versionKnown);
        }
    }

    private static boolean isSyntax(@Nullable Throwable cause) {
        return cause instanceof JsonParseException || cause instanceof StreamConstraintsException;
    }

    private static <T extends Event> Unreadable<T> notJson() {
        return new Unreadable<>(
                Unreadable.Reason.NOT_JSON, "the value is not JSON, or an object in it names a field twice");
    }

    private static <T extends Event> Unreadable<T> malformed(JsonMappingException e) {
        return new Unreadable<>(Unreadable.Reason.MALFORMED, "wrong kind of value, or none, at " + path(e));
    }

    /** Our own names only: a field that no record has is skipped, and only a syntax error can stop that. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder("$");
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() != null) {
                path.append('.').append(step.getFieldName());
            } else {
                path.append('[').append(step.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
