package dev.docket.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.docket.event.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/schema} holds what the records say; {@code -Dupdate.schemas=true} writes it anew. */
class EventSchemasTest {

    private static final Path FOLDER = Path.of("../docs/schema");
    private static final ObjectMapper PLAIN = new ObjectMapper();
    private static final SchemaRegistry DIALECT = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final EventSchemas schemas = new EventSchemas();

    static Stream<String> types() {
        return GoldenFiles.types().stream();
    }

    static Stream<String> samples() {
        return SampleEvents.ALL.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("types")
    void thePublishedSchemaIsCurrent(String type) throws IOException {
        Class<? extends Event> event = GoldenFiles.family(type).types().get(type);
        assertCurrent(
                type + ".schema.json",
                PLAIN.writer(new DefaultPrettyPrinter()
                                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                                        .withArrayIndenter(new DefaultIndenter("  ", "\n")))
                                .writeValueAsString(schemas.of(event))
                        + "\n");
    }

    @Test
    void theTableOfSchemasIsCurrent() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The events, as JSON Schema

                One JSON object per record value, in UTF-8; `type` names the event. Each schema (draft 2020-12) is made from
                the event's record in `serde`, is checked by its tests, and accepts every golden file of that event
                (`serde/src/test/resources/golden`, the exact bytes on the wire).

                | topic | events |
                | --- | --- |
                """);
        Topics topics = new Topics(Topics.DEFAULT_INSTALLATION);
        row(page, topics.executionRequests(), EventFamily.REQUESTS);
        row(page, topics.executionReports(), EventFamily.REPORTS);
        row(page, topics.queueSettings(), EventFamily.SETTINGS);
        row(page, topics.podCommands(), EventFamily.COMMANDS);
        row(page, topics.executionEvents(), EventFamily.DECISIONS);
        page.append("""

                What the schemas do not say:

                - Unknown fields are ignored, and a field that is null counts as absent. A field that is named twice makes the
                  value unreadable, and so does half a surrogate pair (`\\ud800`) in a text.
                - An attempt's events stand on two topics: on `execution-reports` as the launcher sends them, without `decision`;
                  on `execution-events` as the coordinator confirms them, with it.
                - A reader must expect reasons that its version does not know.
                - A request's fields are checked by the coordinator, which answers with all faults; the limits on lengths and
                  quantities are its own.
                - What is unreadable goes to `dead-letters` as it came; its headers tell why and from where.
                """);
        assertCurrent("README.md", page.toString());
    }

    @Test
    void everyFileBelongsToAnEvent() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            Stream.concat(types().map(type -> type + ".schema.json"), Stream.of("README.md"))
                                    .toList());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyGoldenFileIsValid(String name) throws IOException {
        assertThat(faults(name, PLAIN.readTree(GoldenFiles.bytes(name)))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatTheSchemaRequiresTheReaderRequiresToo(String name) throws IOException {
        ObjectNode golden = (ObjectNode) PLAIN.readTree(GoldenFiles.bytes(name));
        for (String field :
                List.copyOf(golden.properties().stream().map(e -> e.getKey()).toList())) {
            ObjectNode without = golden.deepCopy();
            without.remove(field);
            assertThat(faults(name, without).isEmpty())
                    .as(field)
                    .isEqualTo(GoldenFiles.read(name, PLAIN.writeValueAsBytes(without)) instanceof Reading.Parsed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ExecutionStarted, incarnation, \"1\"",
        "ExecutionStarted, incarnation, \"-1-1\"",
        "ExecutionStarted, startedAt, \"yesterday\"",
        "ExecutionStarted, attempt, 0",
        "ExecutionStarted, attempt, 1.5",
        "ExecutionStarted, queue, 3",
        "ExecutionStarted, type, \"ExecutionCompleted\"",
        "ExecutionStarted, schemaVersion, 2",
        "ExecutionFailed, reason, \"BAD_LUCK\"",
        "ExecutionFailed, retryable, \"false\"",
        "ExecutionFailed, decision, {}",
        "ExecutionFailed, run, []",
        "ExecutionRequested, priority, \"urgent\"",
        "ExecutionRequested, runtimeCommand, \"python\"",
        "CreatePodCommand, spec, {}",
    })
    void theSchemaRefusesWhatIsWrong(String name, String field, String value) throws IOException {
        ObjectNode event = (ObjectNode) PLAIN.readTree(GoldenFiles.bytes(name));
        event.set(field, PLAIN.readTree(value));
        assertThat(faults(name, event)).isNotEmpty();
    }

    private static List<?> faults(String name, JsonNode event) throws IOException {
        Schema schema = DIALECT.getSchema(Files.readString(FOLDER.resolve(GoldenFiles.type(name) + ".schema.json")));
        return schema.validate(
                event, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static void row(StringBuilder page, String topic, EventFamily<?> family) {
        List<String> links = family.types().keySet().stream()
                .map(type -> "[" + type + "](" + type + ".schema.json)")
                .toList();
        page.append("| `")
                .append(topic)
                .append("` | ")
                .append(String.join(", ", links))
                .append(" |\n");
    }

    private static void assertCurrent(String file, String content) throws IOException {
        Path path = FOLDER.resolve(file);
        if (Boolean.getBoolean("update.schemas")) {
            Files.createDirectories(FOLDER);
            Files.writeString(path, content);
        }
        assertThat(path).as("run with -Dupdate.schemas=true").content().isEqualTo(content);
    }
}
