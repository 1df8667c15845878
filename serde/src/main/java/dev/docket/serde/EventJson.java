package dev.docket.serde;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.docket.event.CancelReason;
import dev.docket.event.DeletePodReason;
import dev.docket.event.Event;
import dev.docket.event.FailureReason;
import dev.docket.event.TimeoutReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * Events as JSON: one object, {@code type} first and {@code schemaVersion} second, absent fields left out, instants in
 * ISO-8601 and UTC. Unknown fields are ignored; a reason that this version does not know reads as {@code UNKNOWN}.
 *
 * <p>Threading: all methods may be called from any thread.
 */
public final class EventJson {

    private static final int VERSION = 1;

    private static final ObjectMapper MAPPER = mapper();

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
            Envelope envelope = envelope(value);
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
            if (envelope.version < 1 || envelope.version > VERSION) {
                return new Unreadable<>(
                        Unreadable.Reason.UNSUPPORTED_VERSION, "schemaVersion is not 1, the only version there is");
            }
            return new Reading.Parsed<>(MAPPER.readValue(value, type));
        } catch (JsonMappingException e) {
            return new Unreadable<>(Unreadable.Reason.MALFORMED, "wrong kind of value, or none, at " + path(e));
        } catch (IOException e) {
            return new Unreadable<>(Unreadable.Reason.NOT_JSON, "the value is not JSON");
        }
    }

    private record Envelope(@Nullable String type, int version) {}

    /** Reads no further than needed; writers that put both fields first, as ours do, pay next to nothing. */
    private static @Nullable Envelope envelope(byte[] value) throws IOException {
        try (JsonParser parser = MAPPER.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            String type = null;
            int version = VERSION;
            boolean sawVersion = false;
            while ((type == null || !sawVersion) && parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                JsonToken token = parser.nextToken();
                if (field.equals("type") && token == JsonToken.VALUE_STRING) {
                    type = parser.getText();
                } else if (field.equals("schemaVersion")) {
                    version = token == JsonToken.VALUE_NUMBER_INT ? parser.getValueAsInt(0) : 0;
                    sawVersion = true;
                } else {
                    parser.skipChildren();
                }
            }
            return new Envelope(type, version);
        }
    }

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

    private static ObjectMapper mapper() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new IncarnationModule())
                .addMixIn(Event.class, EventFields.class)
                .addMixIn(FailureReason.class, OpenReason.class)
                .addMixIn(TimeoutReason.class, OpenReason.class)
                .addMixIn(CancelReason.class, OpenReason.class)
                .addMixIn(DeletePodReason.class, OpenReason.class)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Integer, c -> c.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Textual,
                        c -> c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .build();
    }

    @JsonPropertyOrder({"type", "schemaVersion"})
    private interface EventFields {
        @JsonProperty("type")
        String type();

        @JsonProperty("schemaVersion")
        int schemaVersion();
    }

    private enum OpenReason {
        @JsonEnumDefaultValue
        UNKNOWN
    }
}
