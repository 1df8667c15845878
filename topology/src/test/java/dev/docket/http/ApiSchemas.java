package dev.docket.http;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerationContext;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import dev.docket.event.Incarnation;
import dev.docket.event.Priority;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The schemas of the values that the API takes and gives, made from their records. */
final class ApiSchemas {

    static final String PLACE = "components/schemas";

    private final ObjectMapper mapper = new ObjectMapper();
    private final JavadocTexts docs = new JavadocTexts();
    private final SchemaBuilder builder = generator().buildMultipleSchemaDefinitions();

    /** A reference to the schema of this type. */
    ObjectNode reference(Class<?> type) {
        return builder.createSchemaReference(type);
    }

    /** All schemas that were referred to, by name. */
    ObjectNode definitions() {
        return builder.collectDefinitions(PLACE);
    }

    private SchemaGenerator generator() {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(Option.DEFINITIONS_FOR_ALL_OBJECTS, Option.DEFINITION_FOR_MAIN_SCHEMA)
                .without(Option.SCHEMA_VERSION_INDICATOR);
        config.forTypesInGeneral()
                .withCustomDefinitionProvider(this::custom)
                .withDescriptionResolver(
                        scope -> scope.getType().getErasedType().isRecord()
                                ? docs.of(scope.getType().getErasedType()).orElse(null)
                                : null);
        config.forFields()
                .withRequiredCheck(field -> !mayBeAbsent(field))
                .withDescriptionResolver(field -> field.isFakeContainerItemScope()
                        ? null
                        : docs.of(field.getRawMember().getDeclaringClass(), field.getName())
                                .orElse(null))
                .withEnumResolver(ApiSchemas::names);
        return new SchemaGenerator(config.build());
    }

    private @Nullable CustomDefinition custom(ResolvedType type, SchemaGenerationContext context) {
        if (type.getErasedType() == Instant.class) {
            return inline(mapper.createObjectNode().put("type", "string").put("format", "date-time"));
        }
        if (type.getErasedType() == Incarnation.class) {
            return inline(mapper.createObjectNode().put("type", "string").put("pattern", "^\\d+-\\d+$"));
        }
        if (type.isInstanceOf(Map.class)) {
            ObjectNode counts = mapper.createObjectNode().put("type", "object");
            ObjectNode each = counts.putObject("properties");
            for (Priority priority : Priority.values()) {
                each.putObject(priority.name()).put("type", "integer").put("minimum", 0);
            }
            return inline(counts);
        }
        return null;
    }

    private static CustomDefinition inline(ObjectNode schema) {
        return new CustomDefinition(
                schema, CustomDefinition.DefinitionType.INLINE, CustomDefinition.AttributeInclusion.YES);
    }

    /** The one enum that a record holds as plain text, so that a wrong name can be answered. */
    private static @Nullable List<String> names(FieldScope field) {
        return field.getName().equals("priority") && field.getType().getErasedType() == String.class
                ? Arrays.stream(Priority.values()).map(Enum::name).toList()
                : null;
    }

    private static boolean mayBeAbsent(FieldScope field) {
        return Arrays.stream(field.getRawMember().getDeclaringClass().getRecordComponents())
                .filter(component -> component.getName().equals(field.getDeclaredName()))
                .anyMatch(component -> component.getAnnotatedType().isAnnotationPresent(Nullable.class));
    }
}
