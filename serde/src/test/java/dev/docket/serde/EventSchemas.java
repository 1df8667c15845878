package dev.docket.serde;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.docket.event.Event;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import java.lang.reflect.AnnotatedType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of an event, made from its record: what a producer may send and what a consumer can count on. */
final class EventSchemas {

    private static final Set<String> FROM_ONE =
            Set.of("attempt", "timeoutSeconds", "maxPerUser", "maxPending", "maxPendingBytes");
    private static final Set<String> FROM_ZERO = Set.of(
            "maxActive",
            "partition",
            "offset",
            "position",
            "depth",
            "pending",
            "active",
            "waitMillis",
            "estimatedWaitSeconds",
            "estimatedWaitP90Seconds");

    private final RecordDocs docs = new RecordDocs();
    private final ObjectMapper mapper = new ObjectMapper();
    private final SchemaGenerator generator = generator();

    ObjectNode of(Class<? extends Event> type) {
        ObjectNode made = generator.generateSchema(type);
        ObjectNode schema = mapper.createObjectNode();
        schema.set("$schema", made.remove("$schema"));
        schema.put("title", type.getSimpleName());
        docs.of(type).ifPresent(text -> schema.put("description", text));
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject("type").put("const", type.getSimpleName());
        properties
                .putObject("schemaVersion")
                .put("const", 1)
                .put("description", "the version of this wire form; absent means 1");
        // In the order of the record, as it is written.
        for (String name : components(type)) {
            properties.set(name, made.get("properties").get(name));
        }
        schema.putArray("required").add("type");
        if (made.has("required")) {
            components(type).stream()
                    .filter(name -> contains(made, name))
                    .forEach(name -> schema.withArray("required").add(name));
        }
        if (made.has("$defs")) {
            schema.set("$defs", made.get("$defs"));
        }
        return schema;
    }

    private static boolean contains(ObjectNode made, String name) {
        for (var required : made.get("required")) {
            if (required.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(c -> c.getName()).toList();
    }

    private SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(this::textual)
                .withDescriptionResolver(
                        scope -> scope.getType().getErasedType().isRecord()
                                ? docs.of(scope.getType().getErasedType()).orElse(null)
                                : null);
        config.forFields()
                .withRequiredCheck(field -> !mayBeNull(componentType(field)))
                .withDescriptionResolver(field -> field.isFakeContainerItemScope()
                        ? null
                        : docs.of(field.getRawMember().getDeclaringClass(), field.getName())
                                .orElse(null))
                .withEnumResolver(EventSchemas::names)
                .withNumberInclusiveMinimumResolver(EventSchemas::minimum);
        return new SchemaGenerator(config.build());
    }

    private @Nullable CustomDefinition textual(ResolvedType type, SchemaGenerationContext context) {
        Map<Class<?>, Map<String, String>> texts = Map.of(
                Incarnation.class, Map.of("pattern", "^\\d+-\\d+$"), Instant.class, Map.of("format", "date-time"));
        Map<String, String> rule = texts.get(type.getErasedType());
        if (rule == null) {
            return null;
        }
        ObjectNode text = mapper.createObjectNode().put("type", "string");
        rule.forEach(text::put);
        return new CustomDefinition(
                text, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.NO);
    }

    /** The one enum that a record holds as plain text, so that a wrong name can be answered. */
    private static @Nullable List<String> names(FieldScope field) {
        return field.getName().equals("priority") && field.getType().getErasedType() == String.class
                ? Arrays.stream(Priority.values()).map(Enum::name).toList()
                : null;
    }

    private static @Nullable BigDecimal minimum(FieldScope field) {
        if (FROM_ONE.contains(field.getName())) {
            return BigDecimal.ONE;
        }
        return FROM_ZERO.contains(field.getName()) ? BigDecimal.ZERO : null;
    }

    private static AnnotatedType componentType(FieldScope field) {
        return Arrays.stream(field.getRawMember().getDeclaringClass().getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .findAny()
                .orElseThrow()
                .getAnnotatedType();
    }

    private static boolean mayBeNull(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
