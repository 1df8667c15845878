package dev.docket.serde;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.docket.event.CancelEffect;
import dev.docket.event.CancelReason;
import dev.docket.event.DelayReason;
import dev.docket.event.DeletePodReason;
import dev.docket.event.Event;
import dev.docket.event.ExpiryReason;
import dev.docket.event.FailureReason;
import dev.docket.event.RejectionReason;
import dev.docket.event.TimeoutReason;

/**
 * How Docket's values look as JSON, and how strictly they are read: a value of another kind is never bent into the one
 * that is wanted, a component that may not be absent must be there, and no field may be named twice (or two readers
 * could see two different events in one value).
 */
final class WireMapper {

    private WireMapper() {}

    static ObjectMapper create() {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(new IncarnationModule())
                .addModule(new TextModule())
                .annotationIntrospector(
                        AnnotationIntrospector.pair(new JacksonAnnotationIntrospector(), new RequiredComponents()))
                .addMixIn(Event.class, EventFields.class)
                .addMixIn(FailureReason.class, OpenReason.class)
                .addMixIn(TimeoutReason.class, OpenReason.class)
                .addMixIn(CancelReason.class, OpenReason.class)
                .addMixIn(CancelEffect.class, OpenReason.class)
                .addMixIn(ExpiryReason.class, OpenReason.class)
                .addMixIn(RejectionReason.class, OpenReason.class)
                .addMixIn(DeletePodReason.class, OpenReason.class)
                .addMixIn(DelayReason.class, OpenReason.class)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .withCoercionConfigDefaults(c -> c.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail))
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
