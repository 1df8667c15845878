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
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON: one object, {@code type} first and {@code schemaVersion} second, absent fields left out, instants in
 * ISO-8601 and UTC. Unknown fields are ignored, null stands for absent; a failure, timeout, cancel or delete reason that
 * this version does not know reads as {@code UNKNOWN}. The encoding is UTF-8 (a byte order mark is passed over), and no
 * object may name a field twice, unknown ones included: whoever reads a value sees the same event in it.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class EventJson {

    private static final String VERSION = "1";

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private static final ObjectMapper MAPPER = WireMapper.create();

    /** Does not look behind the event: what stands there has a reason of its own. */
    private static final ObjectReader READER = MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private EventJson() {}

    /** The mapper that knows Docket's values; for what is written besides events. */
    public static ObjectMapper values() {
        return MAPPER;
    }

    /** The event as UTF-8 JSON. */
    public static byte[] write(Event event) {
        try {
            return MAPPER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an event can always be written", e);
        }
    }

    /**
     * Reads a record's value.
     *
     * @return the event, or why the value is none; never throws for what stands in the value
     */
    public static <T extends Event> Reading<T> read(byte @Nullable [] value, EventFamily<T> family) {
        if (value == null || value.length == 0) {
            return new Unreadable<>(Unreadable.Reason.EMPTY, "there is no value");
        }
        try {
            CharBuffer json = decode(value);
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
        } catch (CharacterCodingException e) {
            return new Unreadable<>(Unreadable.Reason.NOT_JSON, "the value is not UTF-8");
        } catch (JsonMappingException e) {
            return isSyntax(e.getCause()) ? notJson() : malformed(e);
        } catch (IOException e) {
            return notJson();
        }
    }

    /** Strictly: Jackson alone would guess UTF-16 and UTF-32, and take overlong forms and encoded surrogates. */
    private static CharBuffer decode(byte[] value) throws CharacterCodingException {
        CharBuffer json = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
        if (json.hasRemaining() && json.get(json.position()) == BYTE_ORDER_MARK) {
            json.get();
        }
        return json;
    }

    private static JsonParser parser(CharBuffer json) throws IOException {
        return MAPPER.createParser(json.array(), json.arrayOffset() + json.position(), json.remaining());
    }

    private static <T extends Event> Reading<T> event(CharBuffer json, Class<? extends T> type) throws IOException {
        try (JsonParser parser = parser(json)) {
            T event = READER.forType(type).readValue(parser);
            return parser.nextToken() == null ? new Reading.Parsed<>(event) : notJson();
        }
    }

    private record Envelope(@Nullable String type, boolean versionKnown) {}

    /** Reads no further than needed; writers that put both fields first, as ours do, pay next to nothing. */
    private static @Nullable Envelope envelope(CharBuffer json) throws IOException {
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
